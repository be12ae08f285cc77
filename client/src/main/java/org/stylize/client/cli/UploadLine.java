package org.stylize.client.cli;

import java.util.Locale;
import java.util.function.LongConsumer;

/**
 * Shows in the last line of a screen how much of an upload is sent; elsewhere nothing. A thread of the connection tells it how
 * much, another thread closes it, which clears the line.
 */
final class UploadLine implements LongConsumer, AutoCloseable {
    /** An upload of fewer bytes is over before anybody could read the line. */
    static final long LARGE = 1 << 20;

    private final Terminal terminal;
    private final String text;
    private final long total;
    private final int columns;

    // Both guarded by this object.
    private int percent = -1;
    private boolean closed;

    /**
     * Begins a line.
     *
     * @param shown whether a person wants to see it
     * @param text what is uploaded, such as {@code uploading}
     * @param total bytes of it
     */
    UploadLine(Terminal terminal, boolean shown, String text, long total) {
        this.terminal = terminal;
        this.text = text;
        this.total = Math.max(1, total);
        this.columns = shown && terminal.interactive() ? terminal.columns() : 0;
        draw(text);
    }

    @Override
    public synchronized void accept(long sent) {
        int now = (int) Math.min(100, 100 * sent / total); // the rest of the request counts too
        if (now != percent && !closed) {
            percent = now;
            draw(String.format(Locale.ROOT, "%s, %d %% of %.1f MB", text, now, total / 1e6));
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        draw("");
    }

    private void draw(String line) {
        if (columns > 0) {
            terminal.err()
                    .print(BarWatcher.TO_START_AND_CLEAR + line.substring(0, Math.min(line.length(), columns - 1)));
            terminal.err().flush();
        }
    }
}
