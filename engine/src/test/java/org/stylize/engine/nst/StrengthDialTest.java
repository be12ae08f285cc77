package org.stylize.engine.nst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stylize.recipe.Balance;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.RecipeOverrides;

class StrengthDialTest extends OnShippedNetwork {
    private static final Recipe RECIPE =
            Presets.named("d2l").with(RecipeOverrides.fromJson("{\"learningRate\": 0.05, \"tvWeight\": 0}"));
    private static final long SEED = 17;

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.5, 0.8})
    void lossesGetTheRatioAskedForWhateverThePictures(double value) {
        Balance.Strength strength = new Balance.Strength(value, 0.3);
        for (Pair pair : Pair.values()) {
            try (NDManager job = manager.newSubManager()) {
                NDArray content = pair.content(job);
                NDArray style = pair.style(job);

                Recipe set = StrengthDial.weighted(RECIPE, strength, objective(RECIPE, content, style), content);

                Objective after = objective(set, content, style);
                double ratio =
                        StrengthDial.contentOfBlank(after, content) / StrengthDial.styleOfContent(after, content);
                assertThat(ratio / strength.ratio()).as("%s", pair).isCloseTo(1, within(1e-4));
            }
        }
    }

    @Test
    void contentWeightOfTheRecipeDoesNotCount() {
        Recipe other = RECIPE.with(RecipeOverrides.fromJson("{\"contentWeight\": 7}"));
        Balance.Strength strength = new Balance.Strength(0.5, 0.3);
        try (NDManager job = manager.newSubManager()) {
            NDArray content = Pair.FLAT.content(job);
            NDArray style = Pair.FLAT.style(job);

            Recipe one = StrengthDial.weighted(RECIPE, strength, objective(RECIPE, content, style), content);
            Recipe two = StrengthDial.weighted(other, strength, objective(other, content, style), content);

            double weight = one.losses().get(0).weight();
            assertThat(weight).isGreaterThan(0);
            assertThat(two.losses().get(0).weight() / weight).isCloseTo(1, within(1e-4));
        }
    }

    @Test
    void contentImageThatHasTheStyleAlreadyKeepsItsWeights() {
        try (NDManager job = manager.newSubManager()) {
            NDArray content = Pair.FLAT.content(job);

            Recipe set = StrengthDial.weighted(
                    RECIPE, new Balance.Strength(0.5, 0.3), objective(RECIPE, content, content), content);

            assertThat(set).isEqualTo(RECIPE);
        }
    }

    @Test
    void measuringLeavesNothingBehind() {
        try (NDManager job = manager.newSubManager()) {
            NDArray content = Pair.FLAT.content(job);
            Objective objective = objective(RECIPE, content, Pair.FLAT.style(job));
            int live = job.getManagedArrays().size();

            StrengthDial.weighted(RECIPE, new Balance.Strength(0.5, 0.3), objective, content);

            assertThat(job.getManagedArrays()).hasSize(live);
        }
    }

    @Test
    void moreStrengthMeansMoreStyleAndSimilarlyMuchForAllPictures() {
        double[] strengths = {0.1, 0.5, 0.9};
        List<List<Double>> left = new ArrayList<>();
        for (double value : strengths) {
            left.add(List.of(styleLeft(Pair.FLAT, value), styleLeft(Pair.STRONG, value)));
        }

        for (int pair = 0; pair < 2; pair++) {
            assertThat(left.get(0).get(pair)).isGreaterThan(left.get(1).get(pair));
            assertThat(left.get(1).get(pair)).isGreaterThan(left.get(2).get(pair));
        }
        assertThat(left.get(1).get(0) / left.get(1).get(1)).isBetween(1 / 2.5, 2.5);
    }

    /** Style loss of a short run's result as a part of the content image's. */
    private static double styleLeft(Pair pair, double value) {
        Recipe recipe = RECIPE.with(RecipeOverrides.fromJson("{\"steps\": 40}"));
        try (NDManager job = manager.newSubManager()) {
            NDArray content = pair.content(job);
            NDArray style = pair.style(job);
            Objective plain = objective(recipe, content, style);
            double before = StrengthDial.styleOfContent(plain, content);
            Recipe set = StrengthDial.weighted(recipe, new Balance.Strength(value, 0.3), plain, content);
            StyleTransfer transfer = new StyleTransfer(set, objective(set, content, style), content.duplicate());
            double after = before;
            for (int step = 0; step < recipe.totalSteps(); step++) {
                after = transfer.step().total(LossName.Kind.STYLE);
            }
            return after / before;
        }
    }

    private static Objective objective(Recipe recipe, NDArray content, NDArray style) {
        return TestObjectives.reference(recipe, weights, content, style);
    }

    /** Two pairs whose losses are far apart: the same weights mean different things for them. */
    private enum Pair {
        FLAT(1, 0.5f),
        STRONG(2, 1.5f);

        private final float contrast;
        private final float styleContrast;

        Pair(float contrast, float styleContrast) {
            this.contrast = contrast;
            this.styleContrast = styleContrast;
        }

        NDArray content(NDManager job) {
            manager.getEngine().setRandomSeed((int) SEED);
            return job.randomUniform(-contrast, contrast, new Shape(1, 3, 32, 48));
        }

        NDArray style(NDManager job) {
            manager.getEngine().setRandomSeed((int) SEED + 1);
            return job.randomUniform(-styleContrast, styleContrast / 2, new Shape(1, 3, 48, 32));
        }
    }
}
