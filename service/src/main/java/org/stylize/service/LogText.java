package org.stylize.service;

/** Text as it may stand in a line of a log. */
public final class LogText {
    private LogText() {}

    /** Whether there is a character that could end the line, move the cursor or change the colours of a terminal. */
    public static boolean hasControls(String text) {
        return text.chars().anyMatch(LogText::isControl);
    }

    /** The same text with a backslash and an n for a line feed, and a backslash, a u and four hexadecimal digits for others. */
    public static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.chars().forEach(character -> {
            if (character == '\n') {
                escaped.append("\\n");
            } else if (isControl(character)) {
                escaped.append(String.format("\\u%04x", character));
            } else {
                escaped.append((char) character);
            }
        });
        return escaped.toString();
    }

    /** Of C0 (but for the tab) and C1, and Unicode's own ends of lines and changes of direction. */
    private static boolean isControl(int character) {
        return (character != '\t' && Character.isISOControl(character))
                || character == 0x2028
                || character == 0x2029
                || (character >= 0x202a && character <= 0x202e)
                || (character >= 0x2066 && character <= 0x2069);
    }
}
