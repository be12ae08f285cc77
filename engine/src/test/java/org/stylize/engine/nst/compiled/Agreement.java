package org.stylize.engine.nst.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.stylize.engine.nst.Evaluation;
import org.stylize.engine.nst.LossValue;

/** How far two evaluations are from each other. */
final class Agreement {
    private Agreement() {}

    static void assertLossesAgree(Evaluation found, Evaluation expected, double tolerance) {
        assertThat(found.losses()).extracting(LossValue::name).isEqualTo(names(expected));
        for (int i = 0; i < expected.losses().size(); i++) {
            double value = expected.losses().get(i).value();
            assertThat((double) found.losses().get(i).value())
                    .as("%s", expected.losses().get(i).name())
                    .isCloseTo(value, within(tolerance * Math.abs(value)));
        }
    }

    private static List<?> names(Evaluation evaluation) {
        return evaluation.losses().stream().map(LossValue::name).toList();
    }

    /** ‖a − b‖ / ‖b‖. */
    static double relativeDistance(NDArray a, NDArray b) {
        return a.sub(b).norm().getFloat() / b.norm().getFloat();
    }
}
