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
    void balancedTakesATwentiethOfCrowsonkbsStepsOnTheWayTo256Pixels() {
        Recipe balanced = Presets.named("balanced");
        Recipe crowsonkb =
                Presets.named("crowsonkb").toBuilder().sizing(balanced.sizing()).build();

        assertThat(balanced.losses()).isEqualTo(crowsonkb.losses());
        assertThat(balanced.stages()).extracting(Scales.Scale::steps).containsExactly(50, 25, 25);
        assertThat(balanced.totalSteps() * 20).isEqualTo(crowsonkb.totalSteps());
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
