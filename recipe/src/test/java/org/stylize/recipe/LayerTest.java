package org.stylize.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayerTest {
    @ParameterizedTest
    @CsvSource({"conv1_1, 0, 1", "relu1_2, 1, 1", "conv2_1, 2, 2", "relu3_4, 7, 4", "conv4_4, 11, 8", "relu5_1, 12, 16"
    })
    void nameLeadsToPlaceInTheNetwork(String name, int convolutionIndex, int shortestSide) {
        Layer layer = Layer.named(name);

        assertThat(layer.name()).isEqualTo(name);
        assertThat(layer.convolutionIndex()).isEqualTo(convolutionIndex);
        assertThat(layer.shortestSidePixels()).isEqualTo(shortestSide);
    }

    @Test
    void thirteenConvolutionsAndTheirReLUsAreKnown() {
        assertThat(Layer.known()).hasSize(26).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"conv5_2", "conv1_3", "Conv1_1", "relu", "", "pool1"})
    void anyOtherNameIsRefusedWithTheNearest(String name) {
        assertThatThrownBy(() -> Layer.named(name))
                .isInstanceOf(InvalidRecipeException.class)
                .hasMessageContaining("nearest is ");
    }
}
