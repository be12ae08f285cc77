package org.stylize.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stylize.recipe.InvalidRecipeException;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.Start;

class JobPicturesTest {
    private static final Recipe RECIPE = Presets.named("d2l");

    @ParameterizedTest
    @ValueSource(doubles = {-1, -1e-9, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aShareIsAFiniteNumberFromZero(double share) {
        assertThatThrownBy(() -> style("a", share, null))
                .isInstanceOf(InvalidJobException.class)
                .hasMessageContaining("share");
    }

    @Test
    void oneShareIsAboveZero() {
        assertThatThrownBy(() -> pictures(style("a", 0, null), style("b", 0, null)))
                .isInstanceOf(InvalidJobException.class)
                .hasMessageContaining("all shares are 0");
        assertThat(pictures(style("a", 0, null), style("b", 1, null)).styles()).hasSize(2);
    }

    @Test
    void eachStyleHasAMaskOrNoneHasOne() {
        assertThatThrownBy(() -> pictures(style("a", 1, "m"), style("b", 1, null)))
                .isInstanceOf(InvalidJobException.class)
                .hasMessageContaining("mask");
        assertThat(pictures(style("a", 1, "m"), style("b", 1, "n")).styles()).hasSize(2);
    }

    @Test
    void mappingKeepsTheRoles() {
        JobPictures<String> pictures = new JobPictures<>("c", List.of(style("a", 3, "m"), style("b", 1, "n")), "s");
        assertThat(pictures.map(String::length).styles())
                .containsExactly(new JobPictures.Style<>(1, 3, 1), new JobPictures.Style<>(1, 1, 1));
        assertThat(pictures.map(name -> name + "!").all()).containsExactly("c!", "a!", "m!", "b!", "n!", "s!");
    }

    @Test
    void aStartPictureAndARecipeThatStartsFromOneBelongTogether() {
        Recipe fromPicture = RECIPE.toBuilder().start(Start.PICTURE).build();
        JobPictures<String> without = pictures(style("a", 1, null));
        JobPictures<String> with = new JobPictures<>("c", List.of(style("a", 1, null)), "s");
        without.checkSuits(RECIPE);
        with.checkSuits(fromPicture);
        assertThatThrownBy(() -> without.checkSuits(fromPicture))
                .isInstanceOfSatisfying(
                        InvalidRecipeException.class, e -> assertThat(e.field()).isEqualTo("start"));
        assertThatThrownBy(() -> with.checkSuits(RECIPE))
                .isInstanceOfSatisfying(
                        InvalidRecipeException.class, e -> assertThat(e.field()).isEqualTo("start"));
    }

    @Test
    void aRecipeWithWeightsForItsStylesNeedsAsManyStylesAndNoShares() {
        Recipe blend = RECIPE.toBuilder().styleBlend(List.of(1.0, 2.0)).build();
        pictures(style("a", 1, null), style("b", 1, null)).checkSuits(blend);
        assertThatThrownBy(() -> pictures(style("a", 1, null)).checkSuits(blend))
                .isInstanceOf(InvalidRecipeException.class);
        assertThatThrownBy(
                        () -> pictures(style("a", 1, null), style("b", 2, null)).checkSuits(blend))
                .isInstanceOf(InvalidRecipeException.class);
    }

    private static JobPictures.Style<String> style(String image, double share, String mask) {
        return new JobPictures.Style<>(image, share, mask);
    }

    private static JobPictures<String> pictures(JobPictures.Style<String> only) {
        return new JobPictures<>("c", List.of(only), null);
    }

    private static JobPictures<String> pictures(JobPictures.Style<String> one, JobPictures.Style<String> other) {
        return new JobPictures<>("c", List.of(one, other), null);
    }
}
