package org.stylize.engine.stylizer;

import java.util.List;
import java.util.function.LongSupplier;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.Scales.Scale;

/**
 * Divides the time of a recipe among its scales. Each scale gets a share of the remaining time: its work, steps times pixels,
 * divided by the work of all remaining scales. Finer scales get the time that a scale does not use. Every scale does at least
 * one step, even without time. For one thread.
 */
final class TimeBudget {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double seconds;
    private final List<Scale> scales;
    private final LongSupplier nanoTime;
    private long began;
    private long scaleBegan;
    private long asked;
    private double share;
    private int steps;
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
        steps = 0;
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

    /**
     * Called after each step: the share of the scale's time that will be used after one more step, if that step takes as long
     * as the shortest one. The first step of a scale may take much longer than the others and does not count; until the second
     * step, the estimate is the time of a step at the scale before, by pixel. 0 if the recipe has no limit.
     */
    double used() {
        if (seconds == 0) {
            return 0;
        }
        long now = nanoTime.getAsLong();
        steps++;
        if (steps > 1) {
            double step = (double) (now - asked);
            shortestStep = steps == 2 ? step : Math.min(shortestStep, step);
        }
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
