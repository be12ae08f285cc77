package org.stylize.engine.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.stylize.engine.Stylizer.Step;
import org.stylize.recipe.Losses;
import org.stylize.recipe.Plan;

/**
 * Shows progress: on a terminal a bar that is drawn over, else a plain line at every tenth of the steps and at least
 * every 15 s. All calls come on one thread.
 */
final class Progress {
    private static final String TO_START_AND_CLEAR = "\r\u001b[K";
    private static final int BAR = 24;
    private static final double LONGEST_SILENCE_SECONDS = 15;
    private static final double SHORTEST_REDRAW_SECONDS = 0.1;

    private final PrintWriter err;
    private final int columns;
    private final LongSupplier nanoTime;
    private final @Nullable WholeRun whole;
    private long start;
    private long lastShown;
    private int lastTenth;
    /** Steps that were done before the first one that is shown here; −1 until that one. */
    private int doneBefore = -1;

    /** A run of which the steps are a part. */
    @FunctionalInterface
    interface WholeRun {
        /**
         * Estimates the time until all is done.
         *
         * @param elapsedSeconds since the first step of this part
         * @param leftSeconds until the last one
         */
        double secondsLeft(double elapsedSeconds, double leftSeconds);
    }

    /**
     * Nothing is shown yet.
     *
     * @param columns width of the terminal; 0 where there is none
     * @param nanoTime as {@link System#nanoTime()}
     * @param whole run of which the steps are a part; null if they are all
     */
    Progress(PrintWriter err, int columns, LongSupplier nanoTime, @Nullable WholeRun whole) {
        this.err = err;
        this.columns = columns;
        this.nanoTime = nanoTime;
        this.whole = whole;
        this.start = nanoTime.getAsLong();
        this.lastShown = start;
    }

    void started(Plan plan) {
        err.println("Painting " + plan.width() + " × " + plan.height() + " pixels in " + plan.steps() + " steps.");
        err.flush();
        start = nanoTime.getAsLong();
        lastShown = start;
    }

    void stepped(Step step) {
        long now = nanoTime.getAsLong();
        double silence = (now - lastShown) / 1e9;
        boolean isFirst = doneBefore < 0;
        if (isFirst) {
            doneBefore = step.number() - 1;
        }
        int tenth = 10 * step.number() / step.steps();
        boolean isLast = step.number() == step.steps();
        boolean due = columns > 0
                ? silence >= SHORTEST_REDRAW_SECONDS || isLast || isFirst
                : silence >= LONGEST_SILENCE_SECONDS || tenth > lastTenth || isFirst;
        if (!due) {
            return;
        }
        lastShown = now;
        lastTenth = tenth;
        String text = text(step, (now - start) / 1e9);
        if (columns > 0) {
            String line = bar(step) + " " + text;
            err.print(TO_START_AND_CLEAR + line.substring(0, Math.min(line.length(), columns - 1)));
            err.print(isLast ? System.lineSeparator() : "");
        } else {
            err.println(text);
        }
        err.flush();
    }

    /** Ends a bar that is not full, so that a message can follow. */
    void brokenOff() {
        if (columns > 0) {
            err.println();
            err.flush();
        }
    }

    private static String bar(Step step) {
        int full = (int) ((long) BAR * step.number() / step.steps());
        return "[" + "#".repeat(full) + "-".repeat(BAR - full) + "]";
    }

    private String text(Step step, double seconds) {
        double rate = (step.number() - doneBefore) / Math.max(seconds, 1e-9);
        double left = (step.steps() - step.number()) / rate;
        Losses losses = step.losses();
        return String.format(
                Locale.ROOT,
                "step %d of %d, %s, %s left, %scontent %s, style %s, tv %s",
                step.number(),
                step.steps(),
                rate >= 1
                        ? String.format(Locale.ROOT, "%.1f steps/s", rate)
                        : String.format(Locale.ROOT, "%.1f s/step", 1 / rate),
                time(left),
                whole == null ? "" : time(whole.secondsLeft(seconds, left)) + " left for all, ",
                number(losses.content()),
                number(losses.style()),
                number(losses.totalVariation()));
    }

    /** Minutes and seconds, with hours if there are any. */
    static String time(double seconds) {
        long whole = Math.round(seconds);
        return whole >= 3600
                ? String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
    }

    private static String number(double value) {
        double size = Math.abs(value);
        if (size != 0 && (size >= 1e6 || size < 1e-3)) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        return String.format(Locale.ROOT, size >= 100 ? "%.1f" : "%.3f", value);
    }
}
