package org.stylize.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScalesTest {
    private static final Scales.Detail DETAIL = new Scales.Detail(100, 3, Layer.named("relu2_1"));
    private static final Recipe RECIPE = Presets.named("crowsonkb").toBuilder()
            .sizing(new Sizing.LongSide(200))
            .scales(new Scales.CoarseToFine(50, 40, DETAIL))
            .steps(20)
            .losses(List.of(
                    new LossTerm.Content(1, LayerWeight.equal("relu1_2", "relu3_1")),
                    new LossTerm.Moments(1, 1e-4, LayerWeight.equal("relu2_1", "relu2_2")),
                    new LossTerm.Gram(1, LossTerm.GramNormalization.POSITIONS, LayerWeight.equal("relu3_1"))))
            .build();

    @Test
    void scalesAboveTheBoundHaveTheStepsOfTheDetail() {
        assertThat(RECIPE.stages())
                .containsExactly(
                        new Scales.Scale(50, 40),
                        new Scales.Scale(71, 20),
                        new Scales.Scale(100, 20),
                        new Scales.Scale(141, 3),
                        new Scales.Scale(200, 3));
    }

    @Test
    void theCostIsThePixelsOfEachScaleTimesItsSteps() {
        long expected = 50 * 25 * 40 + 71 * 36 * 20 + 100 * 50 * 20 + 141 * 71 * 3 + 200 * 100 * 3;
        assertThat(RECIPE.pixelSteps(new ImageSize(400, 200))).isEqualTo(expected);
        assertThat(RECIPE.pixelSteps(new ImageSize(200, 400))).isEqualTo(expected);
    }

    @Test
    void noPictureCostsMoreThanASquare() {
        long most = 50 * 50 * 40 + 71 * 71 * 20 + 100 * 100 * 20 + 141 * 141 * 3 + 200 * 200 * 3;
        assertThat(RECIPE.mostPixelSteps()).isEqualTo(most);
        assertThat(RECIPE.pixelSteps(new ImageSize(300, 200))).isLessThan(most);
    }

    @Test
    void deeperLossesAreLeftOutAboveTheBound() {
        assertThat(RECIPE.lossesAt(new Scales.Scale(100, 20))).isSameAs(RECIPE);
        assertThat(RECIPE.lossesAt(new Scales.Scale(141, 3)).losses())
                .containsExactly(
                        new LossTerm.Content(1, LayerWeight.equal("relu1_2")),
                        new LossTerm.Moments(1, 1e-4, LayerWeight.equal("relu2_1")));
    }

    @Test
    void otherNumbersOfStepsStretchTheDetailToo() {
        assertThat(RECIPE.scales().stretched(20, 40))
                .isEqualTo(new Scales.CoarseToFine(50, 80, new Scales.Detail(100, 6, DETAIL.deepest())));
    }

    @Test
    void scalesAboveTheBoundCompareWithWhatTheDetailSays() {
        Scales.Detail ofPastiche = new Scales.Detail(100, 3, DETAIL.deepest(), Scales.Goal.COARSER_PASTICHE);
        Recipe recipe = RECIPE.toBuilder()
                .scales(new Scales.CoarseToFine(50, 40, ofPastiche))
                .build();

        assertThat(RECIPE.stages()).extracting(RECIPE::goalAt).containsOnly(Scales.Goal.CONTENT_IMAGE);
        assertThat(recipe.stages())
                .extracting(recipe::goalAt)
                .containsExactly(
                        Scales.Goal.CONTENT_IMAGE,
                        Scales.Goal.CONTENT_IMAGE,
                        Scales.Goal.CONTENT_IMAGE,
                        Scales.Goal.COARSER_PASTICHE,
                        Scales.Goal.COARSER_PASTICHE);
        assertThat(recipe.scales().stretched(20, 40))
                .isEqualTo(new Scales.CoarseToFine(
                        50, 80, new Scales.Detail(100, 6, DETAIL.deepest(), Scales.Goal.COARSER_PASTICHE)));
        assertThat(RecipeJson.read(RecipeJson.write(recipe))).isEqualTo(recipe);
    }

    @Test
    void aDetailOfATimeWithoutGoalsComparesWithTheContentImage() {
        String now = RecipeJson.write(RECIPE);
        String then = now.replace(",\"goal\":\"content-image\"", "");

        assertThat(then).isNotEqualTo(now);
        assertThat(RecipeJson.read(then)).isEqualTo(RECIPE);
    }

    @Test
    void eachKindOfLossMustBeLeftWhereThereIsDetail() {
        RecipeBuilder withoutShallowContent = RECIPE.toBuilder()
                .losses(List.of(
                        new LossTerm.Content(1, LayerWeight.equal("relu3_1")),
                        RECIPE.losses().get(1)));

        assertThatThrownBy(withoutShallowContent::build)
                .isInstanceOf(InvalidRecipeException.class)
                .hasMessageContaining("scales.detail.deepest")
                .hasMessageContaining("relu2_1 leaves none of the content loss");
    }

    @Test
    void aRecipeOfATimeWithoutDetailHasNone() {
        String now = RecipeJson.write(Presets.named("crowsonkb"));
        String then = now.replaceFirst(",\"detail\":\\{[^}]*}", "");

        assertThat(then).isNotEqualTo(now);
        assertThat(RecipeJson.read(then)).isEqualTo(Presets.named("crowsonkb"));
    }

    @Test
    void aLowStrengthBeginsWithShortSteps() {
        Recipe weak = Presets.named("crowsonkb").with(RecipeOverrides.fromJson("{\"strength\": 0.2}"));
        Recipe strong = Presets.named("crowsonkb").with(RecipeOverrides.fromJson("{\"strength\": 0.5}"));

        assertThat(weak.learningRateAt(1)).isEqualTo(0.02 * 0.25);
        assertThat(strong.learningRateAt(1)).isEqualTo(0.02);
        assertThat(weak.balance().keepsPhotograph()).isFalse();
        assertThat(new Balance.Strength(0, 0.1).keepsPhotograph()).isTrue();
        assertThat(new Balance.Strength(0, 0.1).reach()).isPositive();
    }
}
