package org.stylize.engine.nst.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stylize.engine.Precision;
import org.stylize.engine.UnsuitableJobException;
import org.stylize.engine.nst.BackEnd;
import org.stylize.engine.nst.PreparedRecipe;
import org.stylize.engine.stylizer.TestWeights;
import org.stylize.recipe.Layer;
import org.stylize.recipe.LayerWeight;
import org.stylize.recipe.LossTerm;
import org.stylize.recipe.Network;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;

class CompiledBackEndTest {
    private static final List<LayerWeight> LAYERS = List.of(new LayerWeight(Layer.named("relu2_1"), 1));

    private final NDManager device = NDManager.newBaseManager();

    @AfterEach
    void close() {
        device.close();
    }

    @Test
    void deviceWithoutBfloat16RefusesARecipeThatAsksForIt() {
        BackEnd backEnd = with(Precision.FP32);

        assertThatThrownBy(() -> backEnd.prepare(recipe(Network.Precision.BF16), 0))
                .isInstanceOf(UnsuitableJobException.class)
                .hasMessageContaining("precision must be auto or fp32")
                .hasMessageEndingWith("but is bf16");
        assertThat(backEnd.prepare(recipe(Network.Precision.AUTO), 0).precision())
                .isEqualTo(Precision.FP32);
    }

    @Test
    void recipeThatAsksForTheSlowerPrecisionGetsIt() {
        BackEnd backEnd = with(Precision.FP32, Precision.BF16);

        assertThat(backEnd.prepare(recipe(Network.Precision.BF16), 0).precision())
                .isEqualTo(Precision.BF16);
        assertThat(backEnd.prepare(recipe(Network.Precision.AUTO), 0).precision())
                .isEqualTo(Precision.FP32);
    }

    @Test
    void styleKeySaysWhatDescribesAStyleAndNothingElse() {
        BackEnd backEnd = with(Precision.FP32, Precision.BF16);
        Recipe recipe = Presets.named("d2l").toBuilder()
                .losses(List.of(
                        new LossTerm.Content(1, LAYERS),
                        new LossTerm.Gram(2, LossTerm.GramNormalization.POSITIONS, LAYERS),
                        new LossTerm.Histogram(0.5, 64, LAYERS),
                        new LossTerm.TotalVariation(1, LossTerm.TotalVariationKind.L1_MEAN)))
                .build();
        Recipe otherWeights = recipe.toBuilder()
                .losses(List.of(
                        new LossTerm.Gram(7, LossTerm.GramNormalization.POSITIONS, LAYERS),
                        new LossTerm.Histogram(3, 64, LAYERS)))
                .build();
        Recipe otherNormalization = recipe.toBuilder()
                .losses(List.of(
                        new LossTerm.Gram(2, LossTerm.GramNormalization.NOTHING, LAYERS),
                        new LossTerm.Histogram(0.5, 64, LAYERS)))
                .build();

        assertThat(key(backEnd, recipe))
                .isEqualTo(
                        "1 compiled-one_dnn fp32 max zero 1.0 normalized relu2_1 gram-positions relu2_1 quantiles-64");
        assertThat(key(backEnd, otherWeights)).isEqualTo(key(backEnd, recipe));
        assertThat(key(backEnd, otherNormalization)).isNotEqualTo(key(backEnd, recipe));
        assertThat(key(backEnd, recipe.withPrecision(Network.Precision.BF16))).isNotEqualTo(key(backEnd, recipe));
    }

    @Test
    void wholePictureIsOneTileWhereMemoryIsEnough() {
        PreparedRecipe prepared = with(Precision.FP32).prepare(recipe(Network.Precision.FP32), 0);
        Shape picture = new Shape(1, 3, 600, 800);

        assertThat(prepared.tileSidePixels(picture, prepared.stepBytes(picture)))
                .isEqualTo(PreparedRecipe.WHOLE_PICTURE);
        assertThat(prepared.tileSidePixels(picture, prepared.stepBytes(picture) - 1))
                .isLessThanOrEqualTo(1024);
    }

    @Test
    void kernelsForOnePictureGoWithIt() {
        BackEnd backEnd = with(Precision.FP32);
        int weights = device.getManagedArrays().size();

        assertThat(arraysAfterDescribing(backEnd, "relu2_1")).isEqualTo(weights);
    }

    @Test
    void kernelsForAllPicturesAreLaidOutOnceAndForTheConvolutionsThatAreRunOnly() {
        BackEnd backEnd =
                new CompiledBackEnd(device, TestWeights.shipped(device), Operators.ATEN, List.of(Precision.FP32));
        int weights = device.getManagedArrays().size();

        assertThat(arraysAfterDescribing(backEnd, "relu2_1") - weights)
                .as("forward, backward and bias of three convolutions")
                .isEqualTo(3 * 3);
        assertThat(arraysAfterDescribing(backEnd, "relu3_1") - weights)
                .as("two more")
                .isEqualTo(5 * 3);
        assertThat(arraysAfterDescribing(backEnd, "relu2_1") - weights).isEqualTo(5 * 3);
    }

    private int arraysAfterDescribing(BackEnd backEnd, String layer) {
        Recipe recipe = recipe(Network.Precision.FP32).toBuilder()
                .losses(List.of(new LossTerm.Gram(
                        1, LossTerm.GramNormalization.POSITIONS, List.of(new LayerWeight(Layer.named(layer), 1)))))
                .build();
        try (NDManager scope = device.newSubManager()) {
            backEnd.prepare(recipe, 0)
                    .describe(scope.randomUniform(0, 1, new Shape(1, 3, 32, 32)), PreparedRecipe.WHOLE_PICTURE, scope);
        }
        return device.getManagedArrays().size();
    }

    private BackEnd with(Precision... bestFirst) {
        return new CompiledBackEnd(device, TestWeights.shipped(device), Operators.ONE_DNN, List.of(bestFirst));
    }

    private static String key(BackEnd backEnd, Recipe recipe) {
        return backEnd.prepare(recipe, 0).styleKey().text();
    }

    private static Recipe recipe(Network.Precision precision) {
        return Presets.named("d2l").withPrecision(precision);
    }
}
