package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import org.stylize.recipe.Recipe;
import org.stylize.recipe.RecipeJson;

/**
 * The complete recipe that a caller's choice stood for when the job was admitted. A later release may have other
 * presets; the job keeps this recipe.
 *
 * @param json as {@link RecipeJson} writes it; parsed only when the recipe is needed
 */
public record ResolvedRecipe(String json) {
    public ResolvedRecipe {
        requireNonNull(json, "json is null");
    }

    public static ResolvedRecipe of(Recipe recipe) {
        return new ResolvedRecipe(RecipeJson.write(recipe));
    }

    /**
     * The recipe.
     *
     * @throws org.stylize.recipe.InvalidRecipeException if the text, which anybody may have written, is not a recipe
     */
    public Recipe recipe() {
        return RecipeJson.read(json);
    }
}
