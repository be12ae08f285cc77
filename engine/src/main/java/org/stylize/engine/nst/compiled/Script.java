package org.stylize.engine.nst.compiled;

import java.util.Locale;

/** TorchScript text of a class, written line by line. */
final class Script {
    private final StringBuilder text = new StringBuilder();

    /** Starts a method of the class; the following lines belong to it. */
    Script method(String signature) {
        text.append("  def ").append(signature).append(":\n");
        return this;
    }

    /**
     * A line of the current method.
     *
     * @param format as in {@link String#format}; numbers are given as {@code %s}
     */
    Script line(String format, Object... arguments) {
        text.append("    ")
                .append(String.format(Locale.ROOT, format, arguments))
                .append('\n');
        return this;
    }

    /** All methods. */
    String text() {
        return text.toString();
    }
}
