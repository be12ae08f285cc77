package org.stylize.engine.nst;

import org.stylize.engine.Precision;
import org.stylize.engine.UnsuitableJobException;
import org.stylize.recipe.Recipe;

/** A way to compute losses and gradients, on one device with one set of weights. */
public interface BackEnd {
    /** The precision of recipes that leave it to the device. Any thread. */
    Precision automaticPrecision();

    /** Whether a recipe can be prepared in that precision. Any thread. */
    boolean has(Precision precision);

    /**
     * Prepares a recipe for pictures of any size. Uses neither the device nor native memory. Any thread.
     *
     * @param regions number of regions with a style each; 0 if all styles apply to the whole picture
     * @throws UnsuitableJobException if the device cannot compute with the recipe's precision, or if there are regions and a
     *     loss cannot have them
     */
    default PreparedRecipe prepare(Recipe recipe, int regions) {
        return prepare(recipe, regions, false);
    }

    /**
     * The same, where a part of the content image may be protected.
     *
     * @param protection whether there is {@link Protection}
     */
    PreparedRecipe prepare(Recipe recipe, int regions, boolean protection);
}
