package org.stylize.engine.nst;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.stylize.recipe.StopRule;

class GainRuleTest {
    private static final int STEPS = 1000;

    @Test
    void withoutALeastGainItNeverEnds() {
        assertThat(endOf(0, 10, step -> 5)).isEqualTo(STEPS);
    }

    @Test
    void constantLossEndsAfterTwoWindows() {
        assertThat(endOf(0.01, 10, step -> 5)).isEqualTo(20);
    }

    @Test
    void risingLossEndsToo() {
        assertThat(endOf(0.01, 10, step -> step)).isEqualTo(20);
    }

    /** 1 percent in each step is 1 − 0.99¹⁰ = 9.6 percent over a window of 10. */
    @Test
    void gainIsMeasuredOverTheWindow() {
        IntToDoubleFunction loss = step -> Math.pow(0.99, step);

        assertThat(endOf(0.095, 10, loss)).isEqualTo(STEPS);
        assertThat(endOf(0.097, 10, loss)).isEqualTo(20);
    }

    @Test
    void lossThatFlattensEndsWhenItsGainFallsBelowTheLeast() {
        // 1 + 10·e^(−step/50): means over windows of 20 fall by less than 1 % after about 318 steps.
        IntToDoubleFunction loss = step -> 1 + 10 * Math.exp(-step / 50.0);
        Random random = new Random(1);

        assertThat(endOf(0.01, 20, loss)).isBetween(315, 322);
        assertThat(endOf(0.01, 20, step -> loss.applyAsDouble(step) * (1 + 0.005 * random.nextGaussian())))
                .as("with noise")
                .isBetween(200, 330);
    }

    private static int endOf(double minimalGain, int window, IntToDoubleFunction loss) {
        GainRule rule = new GainRule(new StopRule(minimalGain, window, 0));
        for (int step = 1; step < STEPS; step++) {
            if (rule.isSpentAt(loss.applyAsDouble(step))) {
                return step;
            }
        }
        return STEPS;
    }
}
