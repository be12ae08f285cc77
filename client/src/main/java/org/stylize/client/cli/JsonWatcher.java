package org.stylize.client.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.stylize.client.JobEvent;
import org.stylize.client.Json;

/** Writes one JSON object per line: {@code {"event": NAME, "data": …}}. */
final class JsonWatcher implements Consumer<JobEvent>, JobEvent.Cases<String> {
    private final PrintWriter out;

    JsonWatcher(Terminal terminal) {
        this.out = terminal.out();
    }

    @Override
    public void accept(JobEvent event) {
        out.println(event.match(this));
        out.flush();
    }

    @Override
    public String snapshot(JobEvent.Snapshot snapshot) {
        return line(snapshot.missedEvents() ? "resync" : "snapshot", snapshot.job());
    }

    @Override
    public String happened(JobEvent.Happened happened) {
        return line(happened.type(), happened);
    }

    @Override
    public String progressed(JobEvent.Progressed progressed) {
        return line("progress", progressed);
    }

    @Override
    public String previewed(JobEvent.Previewed previewed) {
        return line("preview", previewed);
    }

    @Override
    public String disconnected(JobEvent.Disconnected disconnected) {
        return line("disconnected", Map.of("reason", disconnected.reason()));
    }

    static String line(String event, Object data) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", event);
        line.put("data", data);
        return Json.write(line);
    }
}
