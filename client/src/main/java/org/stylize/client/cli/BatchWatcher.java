package org.stylize.client.cli;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.stylize.client.BatchEvent;
import org.stylize.client.BatchState;
import org.stylize.client.BatchView;

/**
 * Writes how far a batch is: on a screen in its last line, else a line for each change; and which jobs failed. For one thread.
 */
final class BatchWatcher implements Consumer<BatchEvent>, BatchEvent.Cases<String> {
    private static final String NEW_LINE = System.lineSeparator();

    private final Terminal terminal;
    private final BatchPace pace;
    private String line = "";

    /** @param nanoTime as {@link System#nanoTime()} */
    BatchWatcher(Terminal terminal, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.pace = new BatchPace(nanoTime);
    }

    @Override
    public void accept(BatchEvent event) {
        terminal.err().print(event.match(this));
        terminal.err().flush();
    }

    @Override
    public String counted(BatchEvent.Counted counted) {
        String old = line;
        line = text(counted.batch());
        if (!terminal.interactive()) {
            return line.equals(old) ? "" : line + NEW_LINE;
        }
        String drawn = clear(old) + cut(line);
        return counted.batch().state() == BatchState.ENDED ? drawn + NEW_LINE : drawn;
    }

    @Override
    public String happened(BatchEvent.Happened happened) {
        return happened.event().type().equals("failed")
                ? above("job " + happened.event().id() + " " + EventText.of(happened.event()))
                : "";
    }

    @Override
    public String missed(BatchEvent.Missed missed) {
        return "";
    }

    @Override
    public String disconnected(BatchEvent.Disconnected disconnected) {
        return above(EventText.connectionLost(disconnected.reason()));
    }

    private String text(BatchView batch) {
        String counts = BatchText.counts(batch);
        return pace.secondsLeft(batch).stream()
                .mapToObj(seconds -> counts + ", about " + ProgressText.time(seconds) + " left")
                .findFirst()
                .orElse(counts);
    }

    private String above(String text) {
        return terminal.interactive() ? clear(line) + text + NEW_LINE + cut(line) : text + NEW_LINE;
    }

    private String clear(String drawn) {
        return cut(drawn).length() < terminal.columns() ? BarWatcher.TO_START_AND_CLEAR : NEW_LINE;
    }

    private String cut(String text) {
        return text.substring(0, Math.min(text.length(), terminal.columns() - 1));
    }
}
