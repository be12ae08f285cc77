package org.stylize.engine.nst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.stylize.recipe.ImageSize;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;

/**
 * The textbook's recipe against PyTorch; {@code src/test/python/d2l_golden.py} made the values, with the shipped weights.
 *
 * <p>Tolerances: one evaluation differs by rounding only. From step to step the difference grows, because Adam's first
 * steps move every pixel by the learning rate whatever the size of its gradient, and total variation's gradient is a
 * sign; so gradients are compared at stored pictures, and losses of a run for five steps only.
 */
class D2lGoldenTest extends OnShippedNetwork {
    private static final Recipe RECIPE = Presets.named("d2l");
    private static final int[] STORED_STEPS = {1, 3, 5};

    private static JsonNode golden;
    private static NDArray content;
    private static Objective objective;

    @BeforeAll
    static void open() throws IOException {
        golden = Golden.json("d2l.json").path("steps");
        content = picture("content.png");
        objective = TestObjectives.reference(RECIPE, weights, content, picture("style.png"));
    }

    @Test
    void lossesOfTheFirstStepsAgree() {
        StyleTransfer transfer = new StyleTransfer(RECIPE, objective, content.duplicate());

        for (JsonNode expected : golden) {
            StepReport step = transfer.step();
            assertThat(step.learningRate())
                    .isEqualTo(expected.path("learningRate").asDouble());
            assertLossesAgree(step.losses(), step.number(), MachineTolerance.of(1e-4, step.number()));
        }
    }

    @Test
    void lossesAndGradientsAtTheSamePictureAgree() throws IOException {
        FloatBuffer pictures = Golden.floats("d2l-pictures.f32");
        FloatBuffer gradients = Golden.floats("d2l-gradients.f32");
        for (int step : STORED_STEPS) {
            try (NDManager scope = manager.newSubManager()) {
                NDArray picture = scope.create(next(pictures), content.getShape());

                Evaluation found = objective.at(picture);

                float[] gradient = found.gradient().toFloatArray();
                float[] expected = next(gradients);
                assertLossesAgree(found.losses(), step, 1e-6);
                assertThat(cosine(gradient, expected))
                        .as("cosine of the gradients at step %d", step)
                        .isGreaterThan(0.9999);
                assertThat(distance(gradient, expected))
                        .as("distance of the gradients at step %d", step)
                        .isLessThan(MachineTolerance.of(1e-4));
            }
        }
    }

    @Test
    void contentPictureAsTheNetworkReadsItIsEqualToTheLastBit() throws IOException {
        assertThat(content.toFloatArray()).isEqualTo(next(Golden.floats("d2l-pictures.f32")));
    }

    private static void assertLossesAgree(List<LossValue> losses, int step, double tolerance) {
        JsonNode expected = golden.get(step - 1).path("losses");
        assertThat(losses).hasSize(expected.size());
        for (LossValue loss : losses) {
            double value = expected.path(loss.name().text()).asDouble(Double.NaN);
            assertThat((double) loss.value())
                    .as("%s at step %d", loss.name(), step)
                    .isCloseTo(value, within(Math.max(1e-6, tolerance * value)));
        }
    }

    private static float[] next(FloatBuffer pictures) {
        float[] values = new float[(int) content.size()];
        pictures.get(values);
        return values;
    }

    private static double cosine(float[] a, float[] b) {
        return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    }

    private static double distance(float[] a, float[] b) {
        float[] difference = a.clone();
        for (int i = 0; i < a.length; i++) {
            difference[i] -= b[i];
        }
        return Math.sqrt(dot(difference, difference) / dot(b, b));
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    private static NDArray picture(String name) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(Golden.bytes(name)));
        ImageSize size = new ImageSize(image.getWidth(), image.getHeight());
        byte[] rgb = new byte[3 * (int) size.pixels()];
        for (int i = 0; i < size.pixels(); i++) {
            int pixel = image.getRGB(i % size.width(), i / size.width());
            rgb[3 * i] = (byte) (pixel >> 16);
            rgb[3 * i + 1] = (byte) (pixel >> 8);
            rgb[3 * i + 2] = (byte) pixel;
        }
        return NormalizedSpace.of(manager, Bytes.toUnits(rgb), size);
    }
}
