package org.stylize.client.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.function.Consumer;
import org.stylize.client.BatchEvent;

/** Writes the events of a batch, one JSON object per line: {@code {"event": NAME, "data": …}}. */
final class BatchJsonWatcher implements Consumer<BatchEvent>, BatchEvent.Cases<String> {
    private final PrintWriter out;

    BatchJsonWatcher(Terminal terminal) {
        this.out = terminal.out();
    }

    @Override
    public void accept(BatchEvent event) {
        out.println(event.match(this));
        out.flush();
    }

    @Override
    public String counted(BatchEvent.Counted counted) {
        return JsonWatcher.line("batch", counted.batch());
    }

    @Override
    public String happened(BatchEvent.Happened happened) {
        return JsonWatcher.line(happened.event().type(), happened.event());
    }

    @Override
    public String missed(BatchEvent.Missed missed) {
        return JsonWatcher.line("resync", Map.of());
    }

    @Override
    public String disconnected(BatchEvent.Disconnected disconnected) {
        return JsonWatcher.line("disconnected", Map.of("reason", disconnected.reason()));
    }
}
