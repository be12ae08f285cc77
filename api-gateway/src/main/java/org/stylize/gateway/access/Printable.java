package org.stylize.gateway.access;

/** Tells text that people can read from text that only looks so. */
public final class Printable {
    private Printable() {}

    /** Whether there is no character that cannot be seen, or that changes how others are seen. */
    public static boolean isPrintable(String text) {
        return text.codePoints().noneMatch(c -> switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        });
    }
}
