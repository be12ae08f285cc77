package org.stylize.engine.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stylize.engine.UnsuitableJobException;
import org.stylize.engine.nst.compiled.Precision;
import org.stylize.recipe.Network;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;

class ObjectivesTest {
    private final NDManager device = NDManager.newBaseManager();

    @AfterEach
    void close() {
        device.close();
    }

    @Test
    void deviceWithoutBfloat16RefusesARecipeThatAsksForIt() {
        Objectives objectives = on(Precision.FP32);

        assertThatThrownBy(() -> objectives.checkPrecision(recipe(Network.Precision.BF16)))
                .isInstanceOf(UnsuitableJobException.class)
                .hasMessageContaining("precision must be auto or fp32")
                .hasMessageEndingWith("but is bf16");
        assertThatCode(() -> objectives.checkPrecision(recipe(Network.Precision.AUTO)))
                .doesNotThrowAnyException();
        assertThat(objectives.precision(recipe(Network.Precision.AUTO))).isEqualTo(Network.Precision.FP32);
    }

    @Test
    void recipeThatAsksForTheSlowerPrecisionGetsIt() {
        Objectives objectives = on(Precision.FP32, Precision.BF16);

        objectives.checkPrecision(recipe(Network.Precision.BF16));

        assertThat(objectives.precision(recipe(Network.Precision.BF16))).isEqualTo(Network.Precision.BF16);
        assertThat(objectives.precision(recipe(Network.Precision.AUTO))).isEqualTo(Network.Precision.FP32);
    }

    private Objectives on(Precision... bestFirst) {
        return new Objectives(
                device, BackEnd.COMPILED, TestWeights.shipped(device), MemorySettings.AUTOMATIC, List.of(bestFirst));
    }

    private static Recipe recipe(Network.Precision precision) {
        return Presets.named("d2l").withPrecision(precision);
    }
}
