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
                "steps              | many | steps must be an integer but is the text \"many\"",
                ".                  | 1    | nearest is name",
                "schedule           | {\"type\":\"constant\"} | schedule.type is unknown: \"constant\" is none of step-decay, cosine, inverse-power; nearest is cosine",
                "schedule           | {\"every\":3}        | schedule.type is missing: expected one of step-decay, cosine, inverse-power",
                "schedule           | {\"type\":\"cosine\",\"over\":9} | schedule.last is missing: expected a number",
                "schedule           | {\"type\":\"cosine\"   | schedule is not valid JSON: it ends too early",
                "schedule           | {\"type\" \"cosine\"}  | schedule is not valid JSON at line 1, character 9",
                "losses[1]          | {\"type\":\"histogram\",\"weight\":1,\"layers\":[{\"layer\":\"relu1_1\",\"weight\":1}]} | losses[1].quantiles is missing: expected an integer",
                "losses[1]          | {\"type\":\"gram\",\"weight\":1,\"layer\":[]} | losses[1].layer is not a field here: \"layer\" is none of type, weight, normalization, error, layers; nearest is layers",
                "losses             | {}   | losses must be a list, each element an object whose type is one of content, gram",
                "losses[0]          | 3    | losses[0] must be an object whose type is one of content, gram",
                "optimizer          | adam | optimizer must be an object whose type is one of adam, lbfgs but is the text \"adam\"",
                "losses[1].layers[0].layer | 4 | losses[1].layers[0].layer must be the name of a layer, such as relu1_1 but is 4",
                "losses.gram.normalization | [] | normalization must be one of chw, n, raw but is an empty list",
                "styleBlend         | [1, null] | styleBlend[1] must be a number but is null",
                "variable.clamped   | 1    | variable.clamped must be true or false but is 1",
                "seed               | 1.5  | seed must be an integer but is 1.5",
                "seed               | 9999999999 | seed must be an integer from -2147483648 to 2147483647 but is 9999999999",
                "network            | {}   | network.pooling is missing: expected one of max, average, l2",
            })
    void namesThePlaceAndWhatWasExpected(String path, String value, String message) {
        assertThatThrownBy(() -> RecipePath.set(RECIPE, path, value))
                .isInstanceOf(InvalidRecipeException.class)
                .hasMessageContaining(message)
                .message()
                .as("in words of people who write recipes")
                .doesNotContain(
                        "org.stylize", "java.", "Exception", "deserialize", "token", "Unexpected character", "(code");
    }
}
