package org.stylize.engine.nst;

import java.util.ArrayDeque;
import java.util.Deque;
import org.stylize.recipe.StopRule;

/**
 * Decides when the total loss has stopped falling. It compares the mean over the last steps with the mean over the same number
 * of steps before them: the relative decrease has to be at least the minimal gain.
 */
final class GainRule {
    private final double minimalGain;
    private final int window;
    private final Deque<Double> before = new ArrayDeque<>();
    private final Deque<Double> last = new ArrayDeque<>();

    /** A rule without a minimal gain never ends a run. */
    GainRule(StopRule rule) {
        this.minimalGain = rule.minimalGain();
        this.window = rule.windowSteps();
    }

    /** Adds the loss of one more step; true if the loss has stopped falling. */
    boolean isSpentAt(double loss) {
        if (minimalGain == 0) {
            return false;
        }
        last.addLast(loss);
        if (last.size() > window) {
            before.addLast(last.removeFirst());
        }
        if (before.size() > window) {
            before.removeFirst();
        }
        return before.size() == window && mean(before) - mean(last) < minimalGain * mean(before);
    }

    /** Writes the losses that it compares. */
    void save(StateWriter state) {
        state.numbers("gain.before", numbers(before));
        state.numbers("gain.last", numbers(last));
    }

    /** Compares what a rule with the same settings had saved. */
    void restore(SavedState state) {
        replace(before, state.numbers("gain.before"));
        replace(last, state.numbers("gain.last"));
    }

    private static double[] numbers(Deque<Double> losses) {
        return losses.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static void replace(Deque<Double> losses, double[] saved) {
        losses.clear();
        for (double loss : saved) {
            losses.addLast(loss);
        }
    }

    private static double mean(Deque<Double> losses) {
        return losses.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
