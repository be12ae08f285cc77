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

    private static double mean(Deque<Double> losses) {
        return losses.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
