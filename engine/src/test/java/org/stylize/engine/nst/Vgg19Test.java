package org.stylize.engine.nst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.stylize.recipe.Layer;
import org.stylize.recipe.Network;

class Vgg19Test extends OnShippedNetwork {
    private static final Network NETWORK =
            new Network(Network.Pooling.MAX, Network.Padding.ZERO, Network.Precision.FP32);

    @Test
    void mapsHaveTheShapesOfThePaper() {
        Features features = featuresOf("relu1_1", "conv2_2", "relu3_4", "conv4_2", "conv5_1");

        assertThat(features.at(Layer.named("relu1_1")).getShape()).isEqualTo(new Shape(1, 64, 35, 50));
        assertThat(features.at(Layer.named("conv2_2")).getShape()).isEqualTo(new Shape(1, 128, 17, 25));
        assertThat(features.at(Layer.named("relu3_4")).getShape()).isEqualTo(new Shape(1, 256, 8, 12));
        assertThat(features.at(Layer.named("conv4_2")).getShape()).isEqualTo(new Shape(1, 512, 4, 6));
        assertThat(features.at(Layer.named("conv5_1")).getShape()).isEqualTo(new Shape(1, 512, 2, 3));
    }

    @Test
    void bothSidesOfAReluCanBeReadAtOnce() {
        Features features = featuresOf("conv4_1", "relu4_1");

        NDArray before = features.at(Layer.named("conv4_1"));
        assertThat(before.min().getFloat()).isNegative();
        assertThat(features.at(Layer.named("relu4_1"))).isEqualTo(before.maximum(0));
    }

    @Test
    void onlyTheTapsStayOpen() {
        try (NDManager scope = manager.newSubManager()) {
            NDArray image = picture(scope);
            new Vgg19(weights, NETWORK, Set.of(Layer.named("relu3_1"), Layer.named("relu1_2"))).featuresOf(image);

            assertThat(scope.getManagedArrays()).hasSize(3);
        }
    }

    @Test
    void layerThatIsNotTappedIsRefusedByName() {
        Features features = featuresOf("relu1_1");

        assertThatThrownBy(() -> features.at(Layer.named("relu2_1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("relu2_1")
                .hasMessageContaining("relu1_1");
    }

    @Test
    void weightsOfAnotherShapeAreRefusedByPlace() {
        List<Vgg19Weights.Convolution> wrong = new java.util.ArrayList<>(weights.convolutions());
        wrong.set(
                2,
                new Vgg19Weights.Convolution(manager.zeros(new Shape(128, 32, 3, 3)), manager.zeros(new Shape(128))));

        assertThatThrownBy(() -> new Vgg19Weights(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("convolution 3 of 13")
                .hasMessageContaining("(outputs, 64, 3, 3)")
                .hasMessageContaining("(128, 32, 3, 3)");
    }

    private static Features featuresOf(String... layers) {
        Set<Layer> taps = Set.copyOf(List.of(layers).stream().map(Layer::named).toList());
        return new Vgg19(weights, NETWORK, taps).featuresOf(picture(manager));
    }

    private static NDArray picture(NDManager scope) {
        scope.getEngine().setRandomSeed(7);
        return scope.randomUniform(-2, 2, new Shape(1, 3, 35, 50), DataType.FLOAT32);
    }
}
