package org.stylize.engine.nst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stylize.recipe.OptimizerSettings;
import org.stylize.recipe.OptimizerSettings.LineSearch;
import org.stylize.recipe.OptimizerSettings.Smoothing;

/** smoothed_lbfgs_golden.py wrote what PyTorch does, with a Fourier transform and in other coordinates. */
class SpectralSmoothingTest {
    private static final Smoothing SETTINGS = new Smoothing(1.5, 20);
    private static final Shape SHAPE = new Shape(1, 3, 5, 8);

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void impulseSpreadsAsAFilterOfTheMirroredPictureSpreadsIt() throws IOException {
        float[] impulse = new float[120];
        impulse[40 + 2 * 8 + 3] = 1;

        NDArray smoothed = SpectralSmoothing.of(SETTINGS, SHAPE, manager).of(manager.create(impulse, SHAPE));

        assertThat(smoothed.toFloatArray()).containsExactly(floats(golden().get("smoothedImpulse")), within(1e-6f));
    }

    @Test
    void plainAreasStayAndEnergyIsTheProductWithTheSmoothed() {
        SpectralSmoothing smoothing = SpectralSmoothing.of(SETTINGS, SHAPE, manager);
        NDArray plain = manager.ones(SHAPE);
        NDArray mixed = manager.arange(120f).reshape(SHAPE).sin();

        assertThat(smoothing.of(plain).toFloatArray()).containsOnly(new float[] {1}, within(1e-6f));
        assertThat(smoothing.energy(mixed))
                .isCloseTo(InParts.dot(mixed, smoothing.of(mixed)), within(1e-5))
                .isLessThan(InParts.dot(mixed, mixed));
    }

    @Test
    void nothingIsLeftButTheResult() {
        SpectralSmoothing smoothing = SpectralSmoothing.of(SETTINGS, SHAPE, manager);
        NDArray picture = manager.ones(SHAPE);
        int before = manager.getManagedArrays().size();

        smoothing.of(picture);
        smoothing.energy(picture);

        assertThat(manager.getManagedArrays()).hasSize(before + 1);
    }

    @Test
    void smoothedLbfgsGoesWherePyTorchGoesInTheOtherCoordinates() throws IOException {
        NDArray picture = manager.zeros(SHAPE);
        Lbfgs lbfgs = new Lbfgs(new OptimizerSettings.Lbfgs(1, 4, LineSearch.NONE, 0.1, SETTINGS), manager);
        int step = 1;
        for (JsonNode expected : golden().get("steps")) {
            Evaluation here = bowl(picture);

            lbfgs.update(picture, here, 1, SpectralSmoothingTest::bowl);

            double loss = expected.get("loss").asDouble();
            assertThat(here.total()).as("loss of step %d", step).isCloseTo(loss, within(1e-4 * loss));
            assertThat(picture.toFloatArray())
                    .as("step %d", step)
                    .containsExactly(floats(expected.get("picture")), within(2e-4f));
            step++;
        }
        assertThat(step).isEqualTo(13);
    }

    /** Σ w·(x − t)²/2 + x⁴/4 with w = 1 + i mod 7 and t = sin i. */
    private static Evaluation bowl(NDArray at) {
        float[] x = at.toFloatArray();
        float[] gradient = new float[x.length];
        double loss = 0;
        for (int i = 0; i < x.length; i++) {
            double weight = 1 + i % 7;
            double way = x[i] - Math.sin(i);
            loss += weight * way * way / 2 + Math.pow(x[i], 4) / 4;
            gradient[i] = (float) (weight * way + Math.pow(x[i], 3));
        }
        LossName name = new LossName(LossName.Kind.CONTENT, "bowl");
        return new Evaluation(
                List.of(new LossValue(name, (float) loss)), at.getManager().create(gradient, at.getShape()));
    }

    private static float[] floats(JsonNode numbers) {
        float[] values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) numbers.get(i).asDouble();
        }
        return values;
    }

    private static JsonNode golden() throws IOException {
        try (InputStream in = SpectralSmoothingTest.class.getResourceAsStream("/golden/smoothed-lbfgs.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in));
        }
    }
}
