package org.stylize.engine.nst;

import java.util.ArrayDeque;
import java.util.Deque;
import org.stylize.recipe.StopRule;

/**
 * Says when the total loss falls no more: when its mean over the last steps is not lower than its mean over as many steps
 * before by the least gain, as a share of the latter. The means smooth out what single steps do.
 */
final class GainRule {
    private final double minimalGain;
    private final int window;
    private final Deque<Double> before = new ArrayDeque<>();
    private final Deque<Double> last = new ArrayDeque<>();

    /** A rule without a least gain never says it. */
    GainRule(StopRule rule) {
        this.minimalGain = rule.minimalGain();
        this.window = rule.windowSteps();
    }

    /** Takes the loss of one more step; true if nothing more is gained. */
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
