package org.stylize.engine.nst;

/**
 * Finds a step along a descent direction that meets the strong Wolfe conditions, sufficient decrease φ(t) ≤ φ(0) + c₁·t·φ′(0)
 * and curvature |φ′(t)| ≤ c₂·|φ′(0)|, with c₁ = 10⁻⁴ and c₂ = 0.9: Nocedal and Wright (2006), algorithm 3.5, which makes steps
 * longer until an interval contains such a step, and 3.6 (zoom), which makes the interval smaller. New steps are minima of the
 * cubic through values and slopes at both ends (equation 3.59); a step that stays near an end of the interval is moved a tenth
 * of the interval inwards. NaN counts as too high.
 */
final class StrongWolfe {
    private static final double DECREASE = 1e-4;
    private static final double CURVATURE = 0.9;
    private static final double LONGEST_STRETCH = 10;
    private static final double LEAST_STRETCH = 0.01;
    private static final double INSIDE = 0.1;
    private static final int MOST_EVALUATIONS = 25;

    private final Line line;
    private final Point start;
    private final double shortest;
    private int evaluations;

    private StrongWolfe(Line line, Point start, double shortest) {
        this.line = line;
        this.start = start;
        this.shortest = shortest;
    }

    /** A function of the step's length. */
    interface Line {
        /** Value and slope at a step, above 0. */
        Point at(double step);
    }

    /** Value and slope of the function at a step. */
    record Point(double step, double value, double slope) {}

    /**
     * The step.
     *
     * @param start at step 0, with a slope below 0
     * @param first step to try
     * @param shortest an interval that is shorter ends the search
     * @return a step that meets the conditions, or, after {@value #MOST_EVALUATIONS} evaluations, the step with the lowest
     *     value, which may be {@code start}
     */
    static Point search(Line line, Point start, double first, double shortest) {
        return new StrongWolfe(line, start, shortest).bracket(first);
    }

    private Point bracket(double first) {
        Point previous = start;
        Point trial = evaluated(first);
        while (true) {
            if (!isLowEnough(trial) || (evaluations > 1 && trial.value >= previous.value)) {
                return zoom(previous, trial);
            }
            if (isFlatEnough(trial)) {
                return trial;
            }
            if (trial.slope >= 0) {
                return zoom(trial, previous);
            }
            if (evaluations == MOST_EVALUATIONS) {
                return trial;
            }
            double next = within(
                    trial.step + LEAST_STRETCH * (trial.step - previous.step),
                    trial.step * LONGEST_STRETCH,
                    minimum(previous, trial));
            previous = trial;
            trial = evaluated(next);
        }
    }

    /** The low end is low enough, and the slope there points to the high end. */
    private Point zoom(Point lowEnd, Point highEnd) {
        Point low = lowEnd;
        Point high = highEnd;
        boolean nearAnEnd = false;
        while (evaluations < MOST_EVALUATIONS && Math.abs(high.step - low.step) >= shortest) {
            double left = Math.min(low.step, high.step);
            double right = Math.max(low.step, high.step);
            double margin = INSIDE * (right - left);
            double next = within(left, right, minimum(low, high));
            boolean near = Math.min(right - next, next - left) < margin;
            if (near && (nearAnEnd || next <= left || next >= right)) {
                next = right - next < next - left ? right - margin : left + margin;
                near = false;
            }
            nearAnEnd = near;
            Point trial = evaluated(next);
            if (!isLowEnough(trial) || trial.value >= low.value) {
                high = trial;
                continue;
            }
            if (isFlatEnough(trial)) {
                return trial;
            }
            if (trial.slope * (high.step - low.step) >= 0) {
                high = low;
            }
            low = trial;
        }
        return low;
    }

    private Point evaluated(double step) {
        evaluations++;
        return line.at(step);
    }

    private boolean isLowEnough(Point point) {
        return point.value <= start.value + DECREASE * point.step * start.slope;
    }

    private boolean isFlatEnough(Point point) {
        return Math.abs(point.slope) <= -CURVATURE * start.slope;
    }

    /** Where the cubic through two points has its minimum; NaN if it has none. */
    private static double minimum(Point one, Point other) {
        Point left = one.step <= other.step ? one : other;
        Point right = one.step <= other.step ? other : one;
        double d1 = left.slope + right.slope - 3 * (left.value - right.value) / (left.step - right.step);
        double d2 = Math.sqrt(d1 * d1 - left.slope * right.slope);
        return right.step - (right.step - left.step) * ((right.slope + d2 - d1) / (right.slope - left.slope + 2 * d2));
    }

    /** The step cut to an interval; the middle of the interval if it is NaN. */
    private static double within(double least, double most, double step) {
        return Double.isNaN(step) ? (least + most) / 2 : Math.max(least, Math.min(most, step));
    }
}
