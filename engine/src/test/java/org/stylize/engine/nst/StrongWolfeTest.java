package org.stylize.engine.nst;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Test functions 1 to 3 of Moré and Thuente, Line Search Algorithms with Guaranteed Sufficient Decrease (1994). */
class StrongWolfeTest {
    private static final double DECREASE = 1e-4;
    private static final double CURVATURE = 0.9;

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 0.1, 1, 10, 1000})
    void conditionsHoldForAConvexFunctionWithAFarMinimum(double first) {
        assertConditions(t -> -t / (t * t + 2), t -> (t * t - 2) / Math.pow(t * t + 2, 2), first);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 0.1, 1, 10})
    void conditionsHoldForAFunctionThatIsSteepNearItsMinimum(double first) {
        assertConditions(
                t -> Math.pow(t + 0.004, 5) - 2 * Math.pow(t + 0.004, 4),
                t -> 5 * Math.pow(t + 0.004, 4) - 8 * Math.pow(t + 0.004, 3),
                first);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 0.1, 1, 10})
    void conditionsHoldForAFunctionWithManySlopes(double first) {
        double beta = 0.01;
        double waves = 39;
        assertConditions(
                t -> bowl(t, beta) + 2 * (1 - beta) / (waves * Math.PI) * Math.sin(waves * Math.PI / 2 * t),
                t -> bowlSlope(t, beta) + (1 - beta) * Math.cos(waves * Math.PI / 2 * t),
                first);
    }

    @Test
    void valueThatIsNoNumberIsTooHigh() {
        assertConditions(t -> t > 1.2 ? Double.NaN : (t - 1) * (t - 1), t -> t > 1.2 ? Double.NaN : 2 * (t - 1), 1000);
    }

    @Test
    void searchOfAFunctionThatOnlyRisesGivesTheStart() {
        StrongWolfe.Point start = new StrongWolfe.Point(0, 0, -1); // a slope that is wrong

        StrongWolfe.Point found = StrongWolfe.search(t -> new StrongWolfe.Point(t, t, 1), start, 1, 1e-9);

        assertThat(found).isEqualTo(start);
    }

    private static void assertConditions(DoubleUnaryOperator value, DoubleUnaryOperator slope, double first) {
        List<Double> tried = new ArrayList<>();
        StrongWolfe.Line line = t -> {
            tried.add(t);
            return new StrongWolfe.Point(t, value.applyAsDouble(t), slope.applyAsDouble(t));
        };
        StrongWolfe.Point start = new StrongWolfe.Point(0, value.applyAsDouble(0), slope.applyAsDouble(0));

        StrongWolfe.Point found = StrongWolfe.search(line, start, first, 1e-12);

        assertThat(found.value()).isLessThanOrEqualTo(start.value() + DECREASE * found.step() * start.slope());
        assertThat(Math.abs(found.slope())).isLessThanOrEqualTo(CURVATURE * Math.abs(start.slope()));
        assertThat(tried).contains(found.step()).hasSizeLessThanOrEqualTo(25);
    }

    private static double bowl(double t, double beta) {
        if (t <= 1 - beta) {
            return 1 - t;
        }
        return t >= 1 + beta ? t - 1 : (t - 1) * (t - 1) / (2 * beta) + beta / 2;
    }

    private static double bowlSlope(double t, double beta) {
        if (t <= 1 - beta) {
            return -1;
        }
        return t >= 1 + beta ? 1 : (t - 1) / beta;
    }
}
