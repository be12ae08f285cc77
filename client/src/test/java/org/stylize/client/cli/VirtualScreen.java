package org.stylize.client.cli;

import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a terminal shows after text with the control sequences that the program uses. Lines are never too long for it. */
final class VirtualScreen extends Writer {
    private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[([AK])|\r?\n|\r|[^\u001b\r\n]+");

    private final List<String> lines = new ArrayList<>(List.of(""));
    private int row;
    private int column;

    /** From the top, as a person reads them. */
    List<String> lines() {
        return lines;
    }

    @Override
    public void write(char[] text, int start, int length) {
        Matcher piece = SEQUENCE.matcher(new String(text, start, length));
        while (piece.find()) {
            take(piece.group());
        }
    }

    private void take(String piece) {
        switch (piece) {
            case "\u001b[A" -> row = Math.max(0, row - 1);
            case "\u001b[K" ->
                lines.set(
                        row,
                        lines.get(row)
                                .substring(0, Math.min(column, lines.get(row).length())));
            case "\r" -> column = 0;
            case "\n", "\r\n" -> {
                row++;
                column = 0;
                if (row == lines.size()) {
                    lines.add("");
                }
            }
            default -> {
                String old = lines.get(row);
                String rest = old.length() > column + piece.length() ? old.substring(column + piece.length()) : "";
                lines.set(row, old.substring(0, Math.min(column, old.length())) + piece + rest);
                column += piece.length();
            }
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
