package org.stylize.engine.nst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.stylize.recipe.LossTerm.GramNormalization.CHANNELS_AND_POSITIONS;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GramMatrixTest {
    @Test
    void everyElementOfAConstantMapsMatrixIsItsSquareByTheChannels() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray features = manager.full(new Shape(1, 4, 3, 5), 6f);

            NDArray gram = GramMatrix.of(CountedFeatures.of(features), CHANNELS_AND_POSITIONS);

            assertThat(gram.getShape()).isEqualTo(new Shape(4, 4));
            assertThat(gram.toFloatArray()).containsOnly(6f * 6f / 4f);
        }
    }

    @Test
    void twoChannelsGiveTheirProducts() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray features = manager.create(new float[] {1, 2, 3, 5}, new Shape(1, 2, 1, 2));

            NDArray gram = GramMatrix.of(CountedFeatures.of(features), CHANNELS_AND_POSITIONS);

            // (1,2)·(1,2) = 5, (1,2)·(3,5) = 13, (3,5)·(3,5) = 34, each by 2 channels times 2 positions
            assertThat(gram.toFloatArray()).containsExactly(5 / 4f, 13 / 4f, 13 / 4f, 34 / 4f);
        }
    }

    @Property(tries = 50)
    void doesNotSeeWhereAFeatureLies(@ForAll @IntRange(min = 1, max = 8) int channels, @ForAll int seed) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray features = random(manager, channels, seed);

            NDArray flipped = GramMatrix.of(CountedFeatures.of(features.flip(2, 3)), CHANNELS_AND_POSITIONS);

            assertThat(flipped.allClose(GramMatrix.of(CountedFeatures.of(features), CHANNELS_AND_POSITIONS)))
                    .isTrue();
        }
    }

    @Property(tries = 50)
    void isSymmetric(@ForAll @IntRange(min = 1, max = 8) int channels, @ForAll int seed) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray gram = GramMatrix.of(CountedFeatures.of(random(manager, channels, seed)), CHANNELS_AND_POSITIONS);

            assertThat(gram.allClose(gram.transpose())).isTrue();
        }
    }

    @Property(tries = 50)
    void growsWithTheSquareOfTheFeatures(@ForAll @FloatRange(min = 0.1f, max = 10f) float factor, @ForAll int seed) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray features = random(manager, 4, seed);

            float scaled = norm(GramMatrix.of(CountedFeatures.of(features.mul(factor)), CHANNELS_AND_POSITIONS));

            float expected =
                    norm(GramMatrix.of(CountedFeatures.of(features), CHANNELS_AND_POSITIONS)) * factor * factor;
            assertThat(scaled).isCloseTo(expected, within(1e-5f * expected));
        }
    }

    @Test
    void arrayThatIsNoFeatureMapsOfOnePictureIsRefused() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray two = manager.zeros(new Shape(2, 3, 4, 4));

            assertThatThrownBy(() -> GramMatrix.of(CountedFeatures.of(two), CHANNELS_AND_POSITIONS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("(1, C, H, W)")
                    .hasMessageContaining("(2, 3, 4, 4)");
        }
    }

    private static NDArray random(NDManager manager, int channels, int seed) {
        manager.getEngine().setRandomSeed(seed);
        return manager.randomUniform(0, 1, new Shape(1, channels, 6, 5));
    }

    private static float norm(NDArray array) {
        return array.norm().getFloat();
    }
}
