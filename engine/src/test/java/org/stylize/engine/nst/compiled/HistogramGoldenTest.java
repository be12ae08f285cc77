package org.stylize.engine.nst.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stylize.engine.Precision;
import org.stylize.engine.nst.Evaluation;
import org.stylize.engine.nst.LossValue;
import org.stylize.engine.nst.PictureSpace;
import org.stylize.engine.nst.TestObjectives;
import org.stylize.engine.nst.Vgg19Weights;
import org.stylize.engine.picture.ImageDecoder;
import org.stylize.engine.picture.RgbImage;
import org.stylize.engine.stylizer.TestWeights;
import org.stylize.image.ImageLimits;
import org.stylize.recipe.ImageSize;
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
        JsonNode expected = new ObjectMapper().readTree(open("histogram.json"));
        int width = expected.path("width").asInt();
        int height = expected.path("height").asInt();
        try (NDManager manager = NDManager.newBaseManager()) {
            Vgg19Weights weights = TestWeights.shipped(manager);
            NDArray content = picture(manager, "content.png");
            NDArray style = picture(manager, "style.png");
            NDArray at = content.add(style.get(":, :, :{}, :{}", height, width)).mul(0.5f);
            List<LayerWeight> layers = Stream.of("relu1_1", "relu2_1", "relu3_1")
                    .map(layer -> new LayerWeight(Layer.named(layer), 1))
                    .toList();
            Recipe recipe = Presets.named("d2l").toBuilder()
                    .losses(List.of(
                            new LossTerm.Histogram(1, expected.path("quantiles").asInt(), layers)))
                    .variable(new Variable(Variable.Space.RGB, false, 0))
                    .build();

            assertAgrees(
                    TestObjectives.reference(recipe, weights, content, style).at(at), expected);
            assertAgrees(
                    CompiledObjectives.of(recipe, weights, Precision.FP32, content, style)
                            .at(at),
                    expected);
        }
    }

    private static void assertAgrees(Evaluation found, JsonNode expected) {
        for (LossValue loss : found.losses()) {
            double value = expected.path("losses").path(loss.name().text()).asDouble(Double.NaN);
            assertThat((double) loss.value()).as("%s", loss.name()).isCloseTo(value, within(1e-4 * value));
        }
        float[] columns =
                found.gradient().square().sum(new int[] {0, 1, 2}).sqrt().toFloatArray();
        assertThat(columns).hasSize(expected.path("gradient").size());
        for (int column = 0; column < columns.length; column++) {
            double norm = expected.path("gradient").get(column).asDouble();
            assertThat((double) columns[column]).as("column %d", column).isCloseTo(norm, within(1e-3 * norm));
        }
    }

    private static NDArray picture(NDManager manager, String name) throws IOException {
        RgbImage image = ImageDecoder.decode(open(name).readAllBytes(), ImageLimits.DEFAULT);
        ImageSize size = image.size();
        return PictureSpace.of(Variable.Space.RGB).of(manager, image.units(), size);
    }

    private static InputStream open(String name) {
        return Objects.requireNonNull(HistogramGoldenTest.class.getResourceAsStream("/golden/" + name), name);
    }
}
