package org.stylize.engine.nst.compiled;

import static org.stylize.engine.nst.compiled.Agreement.assertAgreesByColumn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.stylize.engine.nst.Golden;
import org.stylize.engine.nst.PreparedRecipe;
import org.stylize.engine.nst.Regions;
import org.stylize.engine.nst.TestObjectives;
import org.stylize.engine.nst.TestStyle;
import org.stylize.engine.nst.Vgg19Weights;
import org.stylize.engine.stylizer.TestWeights;
import org.stylize.recipe.Layer;
import org.stylize.recipe.LayerWeight;
import org.stylize.recipe.LossTerm;
import org.stylize.recipe.Network;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.Variable;

/**
 * The pictures and masks of golden values that {@code regions_golden.py} and what imports it made. Losses are evaluated at the
 * mean of both pictures.
 *
 * @param halves a region that fades from left to right, and the right half
 */
record GoldenRegions(Vgg19Weights weights, NDArray content, NDArray style, Regions halves) {
    /** @param golden has the size of the pictures */
    static GoldenRegions of(NDManager manager, JsonNode golden) throws IOException {
        int width = golden.path("width").asInt();
        int height = golden.path("height").asInt();
        return new GoldenRegions(
                TestWeights.shipped(manager),
                Golden.picture(manager, "content.png"),
                Golden.picture(manager, "style.png").get(":, :, :{}, :{}", height, width),
                Regions.of(
                        List.of(
                                mask(manager, height, width, column -> 1 - column / (width - 1)),
                                mask(manager, height, width, column -> 2 * column >= width ? 1 : 0)),
                        manager));
    }

    /** The layers of the golden values. */
    static List<LayerWeight> layers() {
        return Stream.of("relu1_1", "relu2_1", "relu3_1")
                .map(layer -> new LayerWeight(Layer.named(layer), 1))
                .toList();
    }

    /** That both back ends have the golden losses and gradient. */
    void assertBothAgree(LossTerm loss, List<TestStyle> styles, Regions regions, JsonNode expected) {
        NDArray at = content.add(style).mul(0.5f);
        Recipe recipe = Presets.named("d2l").toBuilder()
                .losses(List.of(loss))
                .variable(new Variable(Variable.Space.RGB, false, 0))
                .build();
        assertAgreesByColumn(
                TestObjectives.reference(recipe, weights, content, styles, regions)
                        .at(at),
                expected);
        assertAgreesByColumn(
                TestObjectives.of(
                                CompiledBackEnd.on(content.getManager(), weights),
                                recipe.withPrecision(Network.Precision.FP32),
                                content,
                                styles,
                                regions,
                                PreparedRecipe.WHOLE_PICTURE)
                        .at(at),
                expected);
    }

    private static NDArray mask(NDManager manager, int height, int width, DoubleUnaryOperator column) {
        float[] values = new float[height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) column.applyAsDouble(i % width);
        }
        return manager.create(values, new Shape(1, 1, height, width));
    }
}
