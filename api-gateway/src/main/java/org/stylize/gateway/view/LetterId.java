package org.stylize.gateway.view;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a dead letter: where its record lies in the topic. The same at every gateway and after a restart.
 *
 * @param partition from 0
 * @param offset from 0
 */
public record LetterId(int partition, long offset) implements Comparable<LetterId> {
    private static final Comparator<LetterId> ORDER =
            Comparator.comparingLong(LetterId::offset).thenComparing(LetterId::partition);
    private static final Pattern TEXT = Pattern.compile("(0|[1-9][0-9]{0,8})-(0|[1-9][0-9]{0,17})");

    /** The id of that text, such as {@code 0-42}; empty if it is none. */
    public static Optional<LetterId> parse(String text) {
        Matcher found = TEXT.matcher(text);
        return found.matches()
                ? Optional.of(new LetterId(Integer.parseInt(found.group(1)), Long.parseLong(found.group(2))))
                : Optional.empty();
    }

    @Override
    public int compareTo(LetterId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return partition + "-" + offset;
    }
}
