package org.stylize.engine.stylizer;

import java.util.List;
import java.util.function.LongSupplier;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.Scales.Scale;

/**
 * Shares the time of a recipe out among its scales, so that it reaches the last. A scale gets what is left of the time in
 * proportion to its work, steps times pixels, among the work of the scales that are left; time that it does not use goes to
 * the finer ones. One step is done at every scale, however little time there is. Not for use by several threads.
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
    /** Shortest time of a step at the present scale, in nanoseconds; 0 while it is not known. */
    private double shortestStep;

    /**
     * Time does not run yet.
     *
     * @param nanoTime as {@link System#nanoTime()}
     */
    TimeBudget(Recipe recipe, LongSupplier nanoTime) {
        this.seconds = recipe.stop().timeBudgetSeconds();
        this.scales = recipe.stages();
        this.nanoTime = nanoTime;
    }

    /**
     * The scale of that number, from 0, begins: with its first step at the first scale, with what is made ready for it at
     * the others.
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

    /** All is ready for the first step of a scale. */
    void ready() {
        asked = nanoTime.getAsLong();
    }

    /**
     * To be asked after each step: the part of the scale's time that will be used up after one more, if that takes as long
     * as the shortest did. The first step of a scale may take much longer than the others and is not among them; until the
     * second, a step is as long as at the scale before, by pixel. 0 where the recipe has no limit.
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

    /** As if pictures were square, which they need not be, but all have one shape. */
    private static double pixels(Scale scale) {
        return (double) scale.longSidePixels() * scale.longSidePixels();
    }
}
