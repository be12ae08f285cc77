package org.stylize.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipePathTest {
    private static final Recipe RECIPE = Presets.named("d2l");

    @Test
    void setsANumberANameAListAndAnObject() {
        Recipe recipe = RecipePath.set(RECIPE, "losses.gram.weight", "5");
        recipe = RecipePath.set(recipe, "network.pooling", "average");
        recipe = RecipePath.set(recipe, "styleBlend", "[1, 3]");
        recipe = RecipePath.set(recipe, "sizing", "{\"type\": \"long-side\", \"longSidePixels\": 64}");

        assertThat(recipe.losses().get(1).weight()).isEqualTo(5);
        assertThat(recipe.network().pooling()).isEqualTo(Network.Pooling.AVERAGE);
        assertThat(recipe.styleBlend()).containsExactly(1.0, 3.0);
        assertThat(recipe.sizing()).isEqualTo(new Sizing.LongSide(64));
    }

    @Test
    void reachesIntoListsByIndexToo() {
        Recipe recipe = RecipePath.set(RECIPE, "losses[1].layers[0].weight", "0.25");

        assertThat(recipe.losses().get(1).layers().get(0).weight()).isEqualTo(0.25);
        assertThat(RecipePath.set(RECIPE, "losses.1.layers.0.weight", "0.25")).isEqualTo(recipe);
    }

    @Test
    void leavesTheRestAsItWas() {
        assertThat(RecipePath.set(RecipePath.set(RECIPE, "seed", "3"), "seed", "0"))
                .isEqualTo(RECIPE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "network.pool       | max  | nearest is pooling",
                "losses.grim.weight | 1    | nearest is gram",
                "losses[7].weight   | 1    | the list has 3 elements",
                "seed.more          | 1    | nothing lies below \"0\"",
                "losses.gram.weight | -1   | losses[1].weight must be a number from 0",
                "network.pooling    | maxx | network.pooling",
                "steps              | many | steps",
            })
    void namesThePlaceAndWhatWasExpected(String path, String value, String message) {
        assertThatThrownBy(() -> RecipePath.set(RECIPE, path, value))
                .isInstanceOf(InvalidRecipeException.class)
                .hasMessageContaining(message);
    }
}
