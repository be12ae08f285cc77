package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.stylize.recipe.InvalidRecipeException;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.RecipeJson;
import org.stylize.recipe.RecipeOverrides;

/**
 * How a submission names its recipe. Its text is the caller's and may be wrong until it is {@link #resolve() resolved}.
 */
public sealed interface RecipeChoice {
    /**
     * The complete recipe.
     *
     * @throws InvalidRecipeException if there is no such preset, or a value is out of its range
     */
    Recipe resolve();

    /** What a list of jobs shows: the preset's name, or that of the recipe. */
    String name();

    /** The same; empty if the recipe is wrong. */
    default Optional<String> knownName() {
        try {
            return Optional.of(name());
        } catch (InvalidRecipeException e) {
            return Optional.empty();
        }
    }

    <R> R match(Cases<R> cases);

    /** One answer for each way. */
    interface Cases<R> {
        R preset(Preset preset);

        R explicit(Explicit explicit);
    }

    /**
     * A preset with some fields changed.
     *
     * @param overridesJson sparse JSON object of {@link RecipeOverrides}; empty for none
     */
    record Preset(String name, String overridesJson) implements RecipeChoice {
        public Preset {
            requireNonNull(name, "name is null");
            requireNonNull(overridesJson, "overridesJson is null");
        }

        @Override
        public Recipe resolve() {
            Recipe preset = Presets.named(name);
            return overridesJson.isEmpty() ? preset : preset.with(RecipeOverrides.fromJson(overridesJson));
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.preset(this);
        }
    }

    /** A complete recipe, as {@link RecipeJson} writes it. */
    record Explicit(String recipeJson) implements RecipeChoice {
        public Explicit {
            requireNonNull(recipeJson, "recipeJson is null");
        }

        @Override
        public Recipe resolve() {
            return RecipeJson.read(recipeJson);
        }

        @Override
        public String name() {
            return resolve().name();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.explicit(this);
        }
    }
}
