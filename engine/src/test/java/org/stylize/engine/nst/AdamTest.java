package org.stylize.engine.nst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stylize.recipe.OptimizerSettings;

class AdamTest {
    private static final OptimizerSettings.Adam SETTINGS = new OptimizerSettings.Adam(0.3, 0.9, 0.999, 1e-8);

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void firstStepMovesEveryPixelByTheRateWhateverTheSizeOfItsGradient() {
        NDArray picture = manager.create(new float[] {1, 2, 3, 4});
        Adam adam = new Adam(SETTINGS, picture, picture.getManager());

        adam.update(picture, manager.create(new float[] {1e-3f, -5, 100, 0}), 0.3);

        assertThat(picture.toFloatArray()).containsExactly(new float[] {0.7f, 2.3f, 2.7f, 4f}, within(1e-5f));
    }

    @Test
    void threeStepsFollowTheAlgorithmInDoublePrecision() {
        double[] gradients = {0.4, -1.5, 0.02};
        double[] rates = {0.3, 0.3, 0.24};
        NDArray picture = manager.create(new float[] {0.5f});
        Adam adam = new Adam(SETTINGS, picture, picture.getManager());
        double x = 0.5;
        double m = 0;
        double v = 0;
        for (int t = 1; t <= gradients.length; t++) {
            double g = gradients[t - 1];
            m = 0.9 * m + 0.1 * g;
            v = 0.999 * v + 0.001 * g * g;
            double corrected = v / (1 - Math.pow(0.999, t));
            x -= rates[t - 1] * (m / (1 - Math.pow(0.9, t))) / (Math.sqrt(corrected) + 1e-8);

            adam.update(picture, manager.create(new float[] {(float) g}), rates[t - 1]);

            assertThat((double) picture.getFloat()).as("step %d", t).isCloseTo(x, within(1e-6));
        }
    }

    @Test
    void whatItNeedsOnTheWayGoesWithTheGradient() {
        NDArray picture = manager.create(new float[] {1, 2});
        Adam adam = new Adam(SETTINGS, picture, picture.getManager());
        int before = manager.getManagedArrays().size();

        try (NDManager step = manager.newSubManager()) {
            adam.update(picture, step.create(new float[] {1, 1}), 0.1);
        }

        assertThat(manager.getManagedArrays()).hasSize(before);
    }
}
