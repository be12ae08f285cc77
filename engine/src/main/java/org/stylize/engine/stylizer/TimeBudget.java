package org.stylize.engine.stylizer;

import java.util.List;
import java.util.function.LongSupplier;
import org.stylize.engine.nst.SavedState;
import org.stylize.engine.nst.StateWriter;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.Scales.Scale;

/**
 * Divides the time of a recipe among its scales. Each scale gets a share of the remaining time: its work, steps times pixels,
 * divided by the work of all remaining scales. Finer scales get the time that a scale does not use. Every scale does at least
 * one step, even without time. For one thread.
 */
final class TimeBudget {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final String TIME = "time";

    private final double seconds;
    private final List<Scale> scales;
    private final LongSupplier nanoTime;
    private long began;
    private long scaleBegan;
    private long asked;
    private double share;
    /** Whether a step was done since the scale was begun, or since the budget was restored: the first one may take longer. */
    private boolean isWarm;
    /** Whether the shortest step is one of this scale. */
    private boolean isMeasured;
    /** Shortest time of a step at the current scale, in nanoseconds; 0 while it is not known. */
    private double shortestStep;

    /**
     * A budget whose time has not started.
     *
     * @param nanoTime as {@link System#nanoTime()}
     */
    TimeBudget(Recipe recipe, LongSupplier nanoTime) {
        this.seconds = recipe.stop().timeBudgetSeconds();
        this.scales = recipe.stages();
        this.nanoTime = nanoTime;
    }

    /**
     * Starts the time of a scale. At the first scale this is called before the first step; at the others, before the scale is
     * prepared.
     *
     * @param index of the scale, from 0
     */
    void begin(int index) {
        scaleBegan = nanoTime.getAsLong();
        asked = scaleBegan;
        isWarm = false;
        isMeasured = false;
        if (index == 0) {
            began = scaleBegan;
        } else {
            shortestStep *= pixels(scales.get(index)) / pixels(scales.get(index - 1));
        }
        double workLeft = scales.subList(index, scales.size()).stream()
                .mapToDouble(TimeBudget::work)
                .sum();
        share = (seconds - secondsSince(began)) * work(scales.get(index)) / workLeft;
    }

    /** The first step of a scale follows. */
    void ready() {
        asked = nanoTime.getAsLong();
    }

    /** Writes how much time was used, and what is known about the steps of the current scale. */
    void save(StateWriter state) {
        long now = nanoTime.getAsLong();
        state.numbers(
                TIME, (double) (now - began), (double) (now - scaleBegan), share, shortestStep, isMeasured ? 1 : 0);
    }

    /** Goes on from what was saved: the time since then does not count. */
    void restore(SavedState state) {
        long now = nanoTime.getAsLong();
        double[] saved = state.numbers(TIME);
        began = now - (long) saved[0];
        scaleBegan = now - (long) saved[1];
        asked = now;
        share = saved[2];
        shortestStep = saved[3];
        isMeasured = saved[4] == 1;
        isWarm = false;
    }

    /**
     * Called after each step: the share of the scale's time that will be used after one more step, if that step takes as long
     * as the shortest one. The first step of a scale, and the first one after a checkpoint, may take much longer than the others
     * and do not count; until the second step, the estimate is the time of a step at the scale before, by pixel. 0 if the recipe has no limit.
     */
    double used() {
        if (seconds == 0) {
            return 0;
        }
        long now = nanoTime.getAsLong();
        if (isWarm) {
            double step = (double) (now - asked);
            shortestStep = isMeasured ? Math.min(shortestStep, step) : step;
            isMeasured = true;
        }
        isWarm = true;
        asked = now;
        double withNext = ((double) (now - scaleBegan) + shortestStep) / NANOS_PER_SECOND;
        return share > 0 ? withNext / share : Double.POSITIVE_INFINITY;
    }

    private double secondsSince(long then) {
        return (nanoTime.getAsLong() - then) / NANOS_PER_SECOND;
    }

    private static double work(Scale scale) {
        return scale.steps() * pixels(scale);
    }

    /** Of a square picture: only ratios count, and all scales have the same aspect ratio. */
    private static double pixels(Scale scale) {
        return (double) scale.longSidePixels() * scale.longSidePixels();
    }
}
