package org.stylize.client.cli;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stylize.client.JobEvent;

/** Draws a bar that stays in the last line of the screen, and writes what happens above it. */
final class BarWatcher implements Consumer<JobEvent>, JobEvent.Cases<String> {
    static final String TO_START_AND_CLEAR = "\r\u001b[K";

    private final Terminal terminal;
    private JobEvent.@Nullable Progressed progress;
    private String bar = "";
    private String lastText = "";

    BarWatcher(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void accept(JobEvent event) {
        terminal.err().print(event.match(this));
        terminal.err().flush();
    }

    @Override
    public String snapshot(JobEvent.Snapshot snapshot) {
        return aboveBar(EventText.of(snapshot));
    }

    /** At the end of the job the last bar stays, with the end below it. */
    @Override
    public String happened(JobEvent.Happened happened) {
        if (!happened.isTerminal() || bar.isEmpty()) {
            return aboveBar(EventText.of(happened));
        }
        bar = "";
        progress = null;
        return System.lineSeparator() + EventText.of(happened) + System.lineSeparator();
    }

    @Override
    public String progressed(JobEvent.Progressed progressed) {
        String cleared = clearBar();
        progress = progressed;
        return cleared + drawBar();
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
        if (text.equals(lastText)) { // the first event may repeat the snapshot
            return "";
        }
        lastText = text;
        return clearBar() + text + System.lineSeparator() + drawBar();
    }

    /** A bar that a narrower screen shows on two lines cannot be cleared: the next text starts below it. */
    private String clearBar() {
        return bar.length() < terminal.columns() ? TO_START_AND_CLEAR : System.lineSeparator();
    }

    private String drawBar() {
        bar = progress == null ? "" : ProgressText.bar(progress, terminal.columns());
        return bar;
    }
}
