package org.stylize.engine.nst.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
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

    /** With golden losses by name, and golden norms of the gradient's columns. */
    static void assertAgreesByColumn(Evaluation found, JsonNode golden) {
        for (LossValue loss : found.losses()) {
            double value = golden.path("losses").path(loss.name().text()).asDouble(Double.NaN);
            assertThat((double) loss.value()).as("%s", loss.name()).isCloseTo(value, within(1e-4 * value));
        }
        float[] columns =
                found.gradient().square().sum(new int[] {0, 1, 2}).sqrt().toFloatArray();
        assertThat(columns).hasSize(golden.path("gradient").size());
        for (int column = 0; column < columns.length; column++) {
            double norm = golden.path("gradient").get(column).asDouble();
            assertThat((double) columns[column]).as("column %d", column).isCloseTo(norm, within(1e-3 * norm));
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
