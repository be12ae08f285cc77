package org.stylize.systemtests;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How long things took.
 *
 * @param sorted at least one
 */
public record Quantiles(List<Duration> sorted) {
    public Quantiles {
        sorted = sorted.stream().sorted().toList();
    }

    public Duration median() {
        return at(0.5);
    }

    /** The time that this part of all, 0 to 1, did not exceed. */
    public Duration at(double part) {
        return sorted.get((int) Math.min(sorted.size() - 1, Math.round(part * (sorted.size() - 1))));
    }

    public Duration longest() {
        return at(1);
    }

    public static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f s", time.toNanos() / 1e9);
    }

    @Override
    public String toString() {
        return sorted.isEmpty()
                ? "never"
                : sorted.size() + " times, median " + seconds(median()) + ", 99 % " + seconds(at(0.99)) + ", longest "
                        + seconds(longest());
    }
}
