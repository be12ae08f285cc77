package org.stylize.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PresetsTest {
    @Test
    void textbookRecipeHasTheTextbooksNumbers() {
        Recipe d2l = Presets.named("d2l");

        assertThat(d2l.sizeFor(new ImageSize(2048, 1365))).isEqualTo(new ImageSize(450, 300));
        assertThat(d2l.totalSteps()).isEqualTo(500);
        assertThat(d2l.optimizer()).isEqualTo(new OptimizerSettings.Adam(0.3, 0.9, 0.999, 1e-8));
        assertThat(d2l.losses()).extracting(LossTerm::weight).containsExactly(1.0, 1e4, 10.0);
        assertThat(d2l.rounding()).isEqualTo(Rounding.TRUNCATE);
    }

    @Test
    void textbookRateFallsByAFifthEveryFiftySteps() {
        Recipe d2l = Presets.named("d2l");

        assertThat(d2l.learningRateAt(1)).isEqualTo(0.3);
        assertThat(d2l.learningRateAt(50)).isEqualTo(0.3);
        assertThat(d2l.learningRateAt(51)).isCloseTo(0.24, within(1e-12));
        assertThat(d2l.learningRateAt(500)).isCloseTo(0.04027, within(1e-5));
    }

    @Test
    void fastTextbookRecipeIsTheTextbooksButForItsOptimizerAndTheWeightOfStyle() {
        Recipe d2l = Presets.named("d2l");
        Recipe fast = Presets.named("d2l-fast");

        assertThat(fast.losses()).extracting(LossTerm::weight).containsExactly(1.0, 1.4e4, 10.0);
        assertThat(fast.totalSteps()).isEqualTo(220);
        assertThat(fast.toBuilder()
                        .name(d2l.name())
                        .losses(d2l.losses())
                        .network(d2l.network())
                        .optimizer(d2l.optimizer())
                        .schedule(d2l.schedule())
                        .steps(d2l.steps())
                        .balance(d2l.balance())
                        .build())
                .isEqualTo(d2l);
    }

    @Test
    void everyNameLeadsToTheRecipeOfThatName() {
        assertThat(Presets.names())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(Presets.named(name).name()).isEqualTo(name));
    }

    @Test
    void everyPresetIsDescribedAndReadsBackFromItsText() {
        assertThat(Presets.names()).allSatisfy(name -> {
            assertThat(Presets.description(name)).endsWith(".");
            assertThat(Presets.typicalSeconds(name)).isPositive();
            assertThat(RecipeJson.read(RecipeJson.write(Presets.named(name)))).isEqualTo(Presets.named(name));
        });
    }

    @Test
    void everyPresetTakesTheOverridesOfAShortSmallRun() {
        RecipeOverrides small = RecipeOverrides.fromJson("{\"steps\": 4, \"longSidePixels\": 64}");

        assertThat(Presets.names()).allSatisfy(name -> {
            Recipe recipe = Presets.named(name).with(small);
            assertThat(recipe.sizeFor(new ImageSize(640, 480))).isEqualTo(new ImageSize(64, 48));
            assertThat(recipe.totalSteps()).isLessThan(20);
        });
    }

    @Test
    void crowsonkbPassesThroughTheScalesOfTheOriginal() {
        Recipe recipe = Presets.named("crowsonkb");

        assertThat(recipe.stages()).extracting(Scales.Scale::longSidePixels).containsExactly(128, 181, 256, 362, 512);
        assertThat(recipe.totalSteps()).isEqualTo(3000);
        assertThat(recipe.contentSizeFor(
                        new ImageSize(640, 480), recipe.stages().get(1)))
                .isEqualTo(new ImageSize(181, 136));
    }

    @Test
    void balancedPassesThroughCrowsonkbsScalesInATwentyFifthOfItsSteps() {
        Recipe balanced = Presets.named("balanced");

        assertThat(balanced.stages()).extracting(Scales.Scale::longSidePixels).containsExactly(128, 181, 256, 362, 512);
        assertThat(balanced.stages()).extracting(Scales.Scale::steps).containsExactly(40, 20, 20, 12, 12);
        assertThat(balanced.totalSteps() * 25)
                .isLessThan(Presets.named("crowsonkb").totalSteps());
    }

    @Test
    void fastHasBalancedsLossesWithoutTheDeepLayers() {
        List<LossTerm> fast = Presets.named("fast").losses();
        List<LossTerm> balanced = Presets.named("balanced").losses();

        assertThat(fast.get(0)).isEqualTo(balanced.get(0));
        assertThat(fast.get(1).layers()).isEqualTo(balanced.get(1).layers().subList(0, 3));
        assertThat(fast.get(2)).isEqualTo(balanced.get(2));
    }

    @Test
    void posterAddsDetailWithShallowLayersToAPictureThatBalancedCouldHavePainted() {
        Recipe poster = Presets.named("poster");
        List<Scales.Scale> stages = poster.stages();

        assertThat(stages)
                .extracting(Scales.Scale::longSidePixels)
                .containsExactly(128, 181, 256, 362, 512, 724, 1024, 1448, 2048);
        assertThat(poster.lossesAt(stages.get(4)).losses())
                .isEqualTo(Presets.named("balanced").losses());
        for (Scales.Scale fine : stages.subList(5, 9)) {
            assertThat(fine.steps()).isEqualTo(8);
            assertThat(poster.goalAt(fine)).isEqualTo(Scales.Goal.COARSER_PASTICHE);
            assertThat(poster.lossesAt(fine).losses())
                    .flatExtracting(LossTerm::layers)
                    .extracting(each -> each.layer().name())
                    .containsExactly("relu3_2", "relu1_1", "relu2_1", "relu3_1");
        }
    }

    @Test
    void painterlyIsBalancedUpToHalfItsSizeAndKeepsWhatWasPaintedThere() {
        Recipe painterly = Presets.named("painterly");
        List<Scales.Scale> stages = painterly.stages();

        assertThat(stages.subList(0, 3))
                .isEqualTo(Presets.named("balanced").stages().subList(0, 3));
        assertThat(painterly.lossesAt(stages.get(2)).losses())
                .isEqualTo(Presets.named("balanced").losses());
        assertThat(stages)
                .extracting(painterly::goalAt)
                .containsExactly(
                        Scales.Goal.CONTENT_IMAGE,
                        Scales.Goal.CONTENT_IMAGE,
                        Scales.Goal.CONTENT_IMAGE,
                        Scales.Goal.COARSER_PASTICHE,
                        Scales.Goal.COARSER_PASTICHE);
        assertThat(cost(painterly)).isLessThan(cost(Presets.named("balanced")));
    }

    /** Steps times pixels times the part of the network that is run: what a picture costs, up to a factor. */
    @Test
    void aPosterCostsLessThanTwelveTimesTheDefault() {
        double poster = cost(Presets.named("poster"));
        double balanced = cost(Presets.named("balanced"));

        assertThat(poster / balanced).isBetween(4.0, 12.0);
    }

    private static double cost(Recipe recipe) {
        double sum = 0;
        for (Scales.Scale scale : recipe.stages()) {
            int deepest = recipe.lossesAt(scale).losses().stream()
                    .flatMap(term -> term.layers().stream())
                    .mapToInt(each -> each.layer().convolutionIndex())
                    .max()
                    .orElseThrow();
            // Shares of the multiplications up to relu3_2, relu4_2 and relu5_1; what shallow layers cost beside them is
            // double.
            double network = deepest <= 5 ? 0.82 : deepest <= 9 ? 0.9 : 1;
            sum += network * scale.steps() * Math.pow(scale.longSidePixels(), 2);
        }
        return sum;
    }

    @Test
    void everyPresetTakesAStrength() {
        RecipeOverrides half = RecipeOverrides.fromJson("{\"strength\": 0.5}");

        assertThat(Presets.names()).allSatisfy(name -> {
            Recipe recipe = Presets.named(name);
            assertThat(recipe.with(half).balance())
                    .isEqualTo(new Balance.Strength(0.5, recipe.balance().typicalRatio()));
        });
    }

    @Test
    void unknownPresetIsToldTheNearestName() {
        assertThatThrownBy(() -> Presets.named("D21")).isInstanceOfSatisfying(InvalidRecipeException.class, e -> {
            assertThat(e.field()).isEqualTo("preset");
            assertThat(e).hasMessageContaining("\"D21\"").hasMessageContaining("nearest is d2l");
        });
    }
}
