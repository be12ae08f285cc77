package org.stylize.client.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.stylize.client.JobEvent;

/** Writes plain lines, for logs and pipes: each event, and progress at every tenth of the steps and every 15 s. */
final class LineWatcher implements Consumer<JobEvent>, JobEvent.Cases<String> {
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);

    private final PrintWriter out;
    private final LongSupplier nanoTime;
    private int lastTenth = -1;
    private long lastLine;
    private String lastText = "";

    /** @param nanoTime as {@link System#nanoTime()} */
    LineWatcher(Terminal terminal, LongSupplier nanoTime) {
        this.out = terminal.err();
        this.nanoTime = nanoTime;
        this.lastLine = nanoTime.getAsLong();
    }

    @Override
    public void accept(JobEvent event) {
        String line = event.match(this);
        if (!line.isEmpty() && !line.equals(lastText)) { // the first event may repeat the snapshot
            out.println(line);
            out.flush();
            lastText = line;
            lastLine = nanoTime.getAsLong();
        }
    }

    @Override
    public String snapshot(JobEvent.Snapshot snapshot) {
        return EventText.of(snapshot);
    }

    @Override
    public String happened(JobEvent.Happened happened) {
        lastTenth = -1; // another attempt starts from another step
        return EventText.of(happened);
    }

    @Override
    public String progressed(JobEvent.Progressed progressed) {
        int tenth = progressed.steps() <= 0 ? 0 : 10 * progressed.step() / progressed.steps();
        if (tenth == lastTenth && nanoTime.getAsLong() - lastLine < LONGEST_SILENCE.toNanos()) {
            return "";
        }
        lastTenth = tenth;
        return ProgressText.line(progressed);
    }

    @Override
    public String previewed(JobEvent.Previewed previewed) {
        return "";
    }

    @Override
    public String disconnected(JobEvent.Disconnected disconnected) {
        return EventText.of(disconnected);
    }
}
