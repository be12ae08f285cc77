package org.stylize.client.cli;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.stylize.client.BatchEvent;
import org.stylize.client.BatchState;
import org.stylize.client.BatchView;
import org.stylize.client.JobEvent;

/**
 * Writes how far a batch is, and which jobs failed: on a screen in its last lines, with the jobs that run, else a line for each
 * change. For one thread.
 */
final class BatchWatcher implements Consumer<BatchEvent>, BatchEvent.Cases<String> {
    private static final String NEW_LINE = System.lineSeparator();

    private final Terminal terminal;
    private final BatchPace pace;
    private final LastLines lastLines;
    private final RunningJobs running = new RunningJobs();
    private String line = "";

    /** @param nanoTime as {@link System#nanoTime()} */
    BatchWatcher(Terminal terminal, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.pace = new BatchPace(nanoTime);
        this.lastLines = new LastLines(terminal);
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
        return counted.batch().state() == BatchState.ENDED ? lastLines.draw(List.of(line)) + NEW_LINE : draw();
    }

    @Override
    public String happened(BatchEvent.Happened happened) {
        JobEvent.Happened event = happened.event();
        boolean changed = running.take(event);
        if (event.type().equals("failed")) {
            return above("job " + event.id() + " " + EventText.of(event));
        }
        return changed && terminal.interactive() ? draw() : "";
    }

    @Override
    public String missed(BatchEvent.Missed missed) {
        running.forget();
        return terminal.interactive() ? draw() : "";
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
        return terminal.interactive() ? lastLines.clear() + text + NEW_LINE + draw() : text + NEW_LINE;
    }

    private String draw() {
        return lastLines.draw(running.with(line));
    }
}
