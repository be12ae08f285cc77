package org.stylize.engine.nst;

/**
 * Which summand of the total loss.
 *
 * @param kind what it measures
 * @param text {@code content:relu4_4}, {@code style:conv5_1}, {@code tv}
 */
public record LossName(Kind kind, String text) {
    /** What a loss measures. */
    public enum Kind {
        CONTENT,
        STYLE,
        TOTAL_VARIATION
    }

    @Override
    public String toString() {
        return text;
    }
}
