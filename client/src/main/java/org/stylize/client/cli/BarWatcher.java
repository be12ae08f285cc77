package org.stylize.client.cli;

import java.io.PrintWriter;
import java.util.function.Consumer;
import org.stylize.client.JobEvent;

/** Draws a bar that stays in the last line of the screen, and what happens above it. */
final class BarWatcher implements Consumer<JobEvent>, JobEvent.Cases<String> {
    private static final String TO_START_AND_CLEAR = "\r\u001b[K";

    private final PrintWriter screen;
    private final int columns;
    private String bar = "";

    BarWatcher(Terminal terminal) {
        this.screen = terminal.err();
        this.columns = terminal.columns();
    }

    @Override
    public void accept(JobEvent event) {
        screen.print(event.match(this));
        screen.flush();
    }

    @Override
    public String snapshot(JobEvent.Snapshot snapshot) {
        return aboveBar(EventText.of(snapshot));
    }

    /** After the end the last bar stays as it is, with the end below it. */
    @Override
    public String happened(JobEvent.Happened happened) {
        if (!happened.isTerminal() || bar.isEmpty()) {
            return aboveBar(EventText.of(happened));
        }
        bar = "";
        return System.lineSeparator() + EventText.of(happened) + System.lineSeparator();
    }

    @Override
    public String progressed(JobEvent.Progressed progressed) {
        bar = ProgressText.bar(progressed, columns);
        return TO_START_AND_CLEAR + bar;
    }

    @Override
    public String previewed(JobEvent.Previewed previewed) {
        return "";
    }

    @Override
    public String disconnected(JobEvent.Disconnected disconnected) {
        return aboveBar(EventText.of(disconnected));
    }

    private String aboveBar(String text) {
        return TO_START_AND_CLEAR + text + System.lineSeparator() + bar;
    }
}
