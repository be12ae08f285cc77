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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

/** Both back ends against PyTorch; {@code src/test/python/neighbours_golden.py} made the values. */
class NeighbourGoldenTest {
    @ParameterizedTest
    @ValueSource(strings = {"whole", "mixture", "regions"})
    void agreesWithPyTorch(String kind) throws IOException {
        JsonNode golden = Golden.json("neighbours.json");
        int width = golden.path("width").asInt();
        int height = golden.path("height").asInt();
        try (NDManager manager = NDManager.newBaseManager()) {
            Vgg19Weights weights = TestWeights.shipped(manager);
            NDArray content = Golden.picture(manager, "content.png");
            NDArray style = Golden.picture(manager, "style.png").get(":, :, :{}, :{}", height, width);
            NDArray at = content.add(style).mul(0.5f);
            TestStyle first = new TestStyle(style, 3);
            TestStyle second = new TestStyle(content, 1);
            List<TestStyle> styles = kind.equals("whole") ? List.of(first) : List.of(first, second);
            Regions regions = kind.equals("regions") ? regions(manager, height, width) : Regions.NONE;
            Recipe recipe = Presets.named("d2l").toBuilder()
                    .losses(List.of(
                            new LossTerm.Neighbours(1, golden.path("samples").asInt(), layers())))
                    .variable(new Variable(Variable.Space.RGB, false, 0))
                    .build();
            JsonNode expected = golden.path("cases").path(kind);

            assertAgreesByColumn(
                    TestObjectives.reference(recipe, weights, content, styles, regions)
                            .at(at),
                    expected);
            assertAgreesByColumn(
                    TestObjectives.of(
                                    CompiledBackEnd.on(manager, weights),
                                    recipe.withPrecision(Network.Precision.FP32),
                                    content,
                                    styles,
                                    regions,
                                    PreparedRecipe.WHOLE_PICTURE)
                            .at(at),
                    expected);
        }
    }

    private static List<LayerWeight> layers() {
        return Stream.of("relu1_1", "relu2_1", "relu3_1")
                .map(layer -> new LayerWeight(Layer.named(layer), 1))
                .toList();
    }

    private static Regions regions(NDManager manager, int height, int width) {
        return Regions.of(
                List.of(
                        mask(manager, height, width, column -> 1 - column / (width - 1)),
                        mask(manager, height, width, column -> 2 * column >= width ? 1 : 0)),
                manager);
    }

    private static NDArray mask(NDManager manager, int height, int width, DoubleUnaryOperator column) {
        float[] values = new float[height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) column.applyAsDouble(i % width);
        }
        return manager.create(values, new Shape(1, 1, height, width));
    }
}
