package org.stylize.engine.nst.compiled;

import static org.stylize.engine.nst.compiled.Agreement.assertAgreesByColumn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stylize.engine.Precision;
import org.stylize.engine.nst.Golden;
import org.stylize.engine.nst.TestObjectives;
import org.stylize.engine.nst.Vgg19Weights;
import org.stylize.engine.stylizer.TestWeights;
import org.stylize.recipe.Layer;
import org.stylize.recipe.LayerWeight;
import org.stylize.recipe.LossTerm;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.Variable;

/** Both back ends against PyTorch; {@code src/test/python/histogram_golden.py} made the values. */
class HistogramGoldenTest {
    @Test
    void agreesWithPyTorch() throws IOException {
        JsonNode expected = Golden.json("histogram.json");
        int width = expected.path("width").asInt();
        int height = expected.path("height").asInt();
        try (NDManager manager = NDManager.newBaseManager()) {
            Vgg19Weights weights = TestWeights.shipped(manager);
            NDArray content = Golden.picture(manager, "content.png");
            NDArray style = Golden.picture(manager, "style.png");
            NDArray at = content.add(style.get(":, :, :{}, :{}", height, width)).mul(0.5f);
            List<LayerWeight> layers = Stream.of("relu1_1", "relu2_1", "relu3_1")
                    .map(layer -> new LayerWeight(Layer.named(layer), 1))
                    .toList();
            Recipe recipe = Presets.named("d2l").toBuilder()
                    .losses(List.of(
                            new LossTerm.Histogram(1, expected.path("quantiles").asInt(), layers)))
                    .variable(new Variable(Variable.Space.RGB, false, 0))
                    .build();

            assertAgreesByColumn(
                    TestObjectives.reference(recipe, weights, content, style).at(at), expected);
            assertAgreesByColumn(
                    CompiledObjectives.of(recipe, weights, Precision.FP32, content, style)
                            .at(at),
                    expected);
        }
    }
}
