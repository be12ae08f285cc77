package org.stylize.engine.nst;

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
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stylize.recipe.OptimizerSettings;
import org.stylize.recipe.OptimizerSettings.LineSearch;

class LbfgsTest {
    private static final LossName NAME = new LossName(LossName.Kind.CONTENT, "rosenbrock");

    private final NDManager manager = NDManager.newBaseManager();
    private int evaluations;

    @AfterEach
    void close() {
        manager.close();
    }

    /** lbfgs_golden.py wrote what PyTorch does. */
    @Test
    void withStrongWolfeItGoesWherePyTorchGoesWithAsManyEvaluations() throws IOException {
        JsonNode golden = golden();
        NDArray picture = manager.create(floats(golden.get("start")));
        Lbfgs lbfgs = new Lbfgs(new OptimizerSettings.Lbfgs(1, 5, LineSearch.STRONG_WOLFE), manager);
        Optional<Evaluation> known = Optional.empty();
        for (int i = 0; i < golden.get("steps").size(); i++) {
            JsonNode expected = golden.get("steps").get(i);
            Evaluation here = known.isPresent() ? known.get() : rosenbrock(picture);
            evaluations = 0;

            known = lbfgs.update(picture, here, 1, this::rosenbrock);

            double loss = expected.get("loss").asDouble();
            assertThat(here.total()).as("loss of step %d", i + 1).isCloseTo(loss, within(2e-3 * loss));
            assertThat(evaluations)
                    .as("step %d", i + 1)
                    .isEqualTo(expected.get("evaluations").asInt());
            assertThat(picture.toFloatArray())
                    .as("step %d", i + 1)
                    .containsExactly(floats(expected.get("picture")), within(i < 15 ? 1e-3f : 1e-2f));
        }
    }

    @Test
    void withStrongWolfeTheLossFallsInEveryStepFromARateThatIsFarTooLarge() {
        NDArray picture = manager.create(new float[] {-1.2f, 1, -1.2f, 1});
        Lbfgs lbfgs = new Lbfgs(new OptimizerSettings.Lbfgs(10, 5, LineSearch.STRONG_WOLFE), manager);
        double before = Double.MAX_VALUE;
        for (int step = 1; step <= 40; step++) {
            Evaluation here = rosenbrock(picture);
            assertThat(here.total()).as("step %d", step).isLessThanOrEqualTo(before);
            before = here.total();

            lbfgs.update(picture, here, 10, this::rosenbrock);
        }
        assertThat(before).isLessThan(1e-3);
    }

    @Test
    void whatIsLeftIsTheEvaluationAtTheNewPicture() {
        NDArray picture = manager.create(new float[] {-1.2f, 1, -1.2f, 1});
        Lbfgs lbfgs = new Lbfgs(new OptimizerSettings.Lbfgs(1, 5, LineSearch.STRONG_WOLFE), manager);

        Evaluation left =
                lbfgs.update(picture, rosenbrock(picture), 1, this::rosenbrock).orElseThrow();

        Evaluation expected = rosenbrock(picture);
        assertThat(left.total()).isEqualTo(expected.total());
        assertThat(left.gradient().toFloatArray()).isEqualTo(expected.gradient().toFloatArray());
    }

    @Test
    void atTheMinimumItStaysWhereItIs() {
        NDArray picture = manager.create(new float[] {1, 1, 1, 1});
        Lbfgs lbfgs = new Lbfgs(new OptimizerSettings.Lbfgs(1, 5, LineSearch.STRONG_WOLFE), manager);

        for (int step = 0; step < 3; step++) {
            lbfgs.update(picture, rosenbrock(picture), 1, this::rosenbrock);
        }

        assertThat(picture.toFloatArray()).containsOnly(1f);
    }

    @Test
    void learnsFromWhereThePictureCameToAndNotFromTheStepThatWasTaken() {
        NDArray picture = manager.create(new float[] {4});
        Lbfgs lbfgs = new Lbfgs(new OptimizerSettings.Lbfgs(1, 1), manager);

        lbfgs.update(picture, parabola(picture), 1, this::parabola);
        picture.set(new float[] {3.5f}); // as if it had been cut to what can be shown
        lbfgs.update(picture, parabola(picture), 1, this::parabola);

        assertThat(picture.toFloatArray()).containsExactly(new float[] {0}, within(1e-5f));
    }

    /** x², whose minimum the second step of a secant method finds. */
    private Evaluation parabola(NDArray at) {
        float x = at.toFloatArray()[0];
        return new Evaluation(
                List.of(new LossValue(NAME, x * x)), at.getManager().create(new float[] {2 * x}));
    }

    private Evaluation rosenbrock(NDArray at) {
        evaluations++;
        float[] x = at.toFloatArray();
        float[] gradient = new float[x.length];
        float loss = 0;
        for (int i = 0; i + 1 < x.length; i++) {
            float valley = x[i + 1] - x[i] * x[i];
            float way = 1 - x[i];
            loss += 100 * valley * valley + way * way;
            gradient[i] += -400 * valley * x[i] - 2 * way;
            gradient[i + 1] += 200 * valley;
        }
        return new Evaluation(
                List.of(new LossValue(NAME, loss)), at.getManager().create(gradient));
    }

    private static float[] floats(JsonNode numbers) {
        float[] values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) numbers.get(i).asDouble();
        }
        return values;
    }

    private static JsonNode golden() throws IOException {
        try (InputStream in = LbfgsTest.class.getResourceAsStream("/golden/lbfgs.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in));
        }
    }
}
