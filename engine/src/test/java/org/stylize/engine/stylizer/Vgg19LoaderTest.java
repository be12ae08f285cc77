package org.stylize.engine.stylizer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;
import org.stylize.engine.nst.Vgg19Weights;
import org.stylize.engine.safetensors.Safetensors;

class Vgg19LoaderTest {
    @Test
    void theEngineMakesTheNumbersThatTheFileHas() {
        Safetensors file = Safetensors.read(WeightsFile.fetch(WeightsSource.shipped()));
        try (NDManager manager = NDManager.newBaseManager()) {
            Vgg19Weights weights = Vgg19Loader.load(WeightsSource.shipped(), manager);

            Vgg19Weights.Convolution last = weights.convolutions().get(12);
            assertThat(last.kernel().toFloatArray()).isEqualTo(file.floats("features.28.weight"));
            assertThat(last.bias().toFloatArray()).containsExactly(file.floats("features.28.bias"));
            assertThat(manager.getManagedArrays())
                    .as("nothing beside the weights")
                    .hasSize(26);
        }
    }
}
