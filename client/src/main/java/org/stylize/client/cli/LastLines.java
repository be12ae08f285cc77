package org.stylize.client.cli;

import java.util.List;

/** Lines that stay at the end of a screen, the cursor behind the last one. For one thread. */
final class LastLines {
    private static final String UP = "\u001b[A";

    private final Terminal terminal;
    private List<String> drawn = List.of("");

    LastLines(Terminal terminal) {
        this.terminal = terminal;
    }

    /** What draws lines instead of those that are there; each is cut to the width of the screen. */
    String draw(List<String> lines) {
        String cleared = clear();
        int room = terminal.columns() - 1;
        drawn = lines.stream()
                .map(line -> line.substring(0, Math.min(line.length(), room)))
                .toList();
        return cleared + String.join(System.lineSeparator(), drawn);
    }

    /** What clears them. Lines that a narrower screen shows on two each cannot be cleared: the next ones begin below. */
    String clear() {
        boolean fits = drawn.stream().allMatch(line -> line.length() < terminal.columns());
        String cleared = fits
                ? BarWatcher.TO_START_AND_CLEAR + (UP + BarWatcher.TO_START_AND_CLEAR).repeat(drawn.size() - 1)
                : System.lineSeparator();
        drawn = List.of("");
        return cleared;
    }
}
