package org.stylize.client;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to paint: a preset and values that replace its own, or a complete recipe. Immutable; the {@code with…} methods
 * return changed copies.
 *
 * @param preset name of a preset; null for the service's default
 * @param overrides numbers and names that replace those of the preset, {@code steps} to {@code 100}
 * @param recipe a complete recipe as a JSON object, instead of preset and overrides; null for none
 */
public record RecipeChoice(
        @Nullable String preset,
        Map<String, Object> overrides,
        @Nullable String recipe) {
    private static final RecipeChoice STANDARD = new RecipeChoice(null, Map.of(), null);

    public RecipeChoice {
        requireNonNull(overrides, "overrides is null");
        overrides = Collections.unmodifiableMap(new LinkedHashMap<>(overrides)); // in the order given
        if (recipe != null) {
            Json.requireObject(recipe);
            if (preset != null || !overrides.isEmpty()) {
                throw new IllegalArgumentException(
                        "a complete recipe is used instead of a preset and other values, but both are given");
            }
        }
    }

    /** The service's default preset. */
    public static RecipeChoice standard() {
        return STANDARD;
    }

    /** A preset as it is. */
    public static RecipeChoice ofPreset(String preset) {
        return new RecipeChoice(preset, Map.of(), null);
    }

    /**
     * A complete recipe.
     *
     * @param json a recipe as the service lists them under {@code /v1/presets}
     * @throws IllegalArgumentException if this is not a JSON object
     */
    public static RecipeChoice ofRecipe(String json) {
        return new RecipeChoice(null, Map.of(), json);
    }

    /** Replaces the preset. */
    public RecipeChoice withPreset(String newPreset) {
        return new RecipeChoice(newPreset, overrides, recipe);
    }

    /** Adds a number that replaces the preset's, such as {@code 100} for {@code steps}. */
    public RecipeChoice withOverride(String parameter, Number value) {
        return with(parameter, value);
    }

    /** Adds a name that replaces the preset's, such as {@code linear-match} for {@code colours}. */
    public RecipeChoice withOverride(String parameter, String value) {
        return with(parameter, value);
    }

    private RecipeChoice with(String parameter, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(overrides);
        more.put(parameter, value);
        return new RecipeChoice(preset, more, recipe);
    }

    /** By the names of the API; only what is chosen. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (recipe != null) {
            fields.put("recipe", Json.requireObject(recipe));
        }
        if (preset != null) {
            fields.put("preset", preset);
        }
        if (!overrides.isEmpty()) {
            fields.put("overrides", overrides);
        }
        return fields;
    }
}
