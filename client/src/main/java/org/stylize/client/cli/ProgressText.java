package org.stylize.client.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.stylize.client.JobEvent;
import org.stylize.client.Losses;

/** Writes progress as a line or as a bar. */
final class ProgressText {
    private static final int WIDEST_BAR = 30;
    private static final int NARROWEST_BAR = 6;

    private ProgressText() {}

    /**
     * A fact about the progress.
     *
     * @param rank 0 if it is always shown; the highest rank is left out first
     */
    private record Fact(int rank, String text) {}

    /** One line of at most {@code columns - 1} characters; the least important facts are left out if there is no room. */
    static String bar(JobEvent.Progressed progress, int columns) {
        List<Fact> facts = facts(progress);
        int room = Math.max(columns - 1, NARROWEST_BAR + 3);
        while (facts.size() > 1 && NARROWEST_BAR + 3 + text(facts, "  ").length() > room) {
            facts.remove(Collections.max(facts, Comparator.comparingInt(Fact::rank)));
        }
        String text = text(facts, "  ");
        int width = Math.min(WIDEST_BAR, Math.max(NARROWEST_BAR, room - 3 - text.length()));
        String line = "[" + filled(progress, width) + "] " + text;
        return line.substring(0, Math.min(line.length(), room));
    }

    /** All facts in one line, without a bar. */
    static String line(JobEvent.Progressed progress) {
        return text(facts(progress), ", ");
    }

    private static String text(List<Fact> facts, String between) {
        return facts.stream().map(Fact::text).collect(Collectors.joining(between));
    }

    /** In the order of reading. */
    private static List<Fact> facts(JobEvent.Progressed progress) {
        List<Fact> facts = new ArrayList<>();
        String steps = String.valueOf(progress.steps());
        String step = String.format(Locale.ROOT, "%" + steps.length() + "d", progress.step()); // keeps its width
        facts.add(new Fact(0, "step " + step + " of " + steps));
        Losses losses = progress.losses();
        if (losses != null) {
            facts.add(new Fact(2, "loss " + number(losses.total())));
            facts.add(new Fact(
                    4,
                    "(content " + number(losses.content()) + " style " + number(losses.style()) + " tv "
                            + number(losses.totalVariation()) + ")"));
        }
        if (progress.stepsPerSecond() > 0) {
            facts.add(new Fact(3, rate(progress.stepsPerSecond())));
        }
        if (progress.secondsLeft() >= 0) {
            facts.add(new Fact(1, time(progress.secondsLeft()) + " left"));
        }
        return facts;
    }

    private static String filled(JobEvent.Progressed progress, int width) {
        double part = progress.steps() <= 0 ? 0 : (double) progress.step() / progress.steps();
        int full = (int) Math.floor(Math.min(1, Math.max(0, part)) * width);
        return "#".repeat(full) + "-".repeat(width - full);
    }

    private static String rate(double stepsPerSecond) {
        return stepsPerSecond >= 1
                ? String.format(Locale.ROOT, "%.1f steps/s", stepsPerSecond)
                : String.format(Locale.ROOT, "%.1f s/step", 1 / stepsPerSecond);
    }

    /** As {@code 1:05} or {@code 1:00:00}. */
    static String time(double seconds) {
        Duration time = Duration.ofSeconds(Math.round(seconds));
        return time.toHours() > 0
                ? String.format(Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
                : String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
    }

    /** With four significant digits, at most three of them behind the point. */
    static String number(double value) {
        double size = Math.abs(value);
        if (size != 0 && (size >= 1e6 || size < 1e-3)) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        int digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3;
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
