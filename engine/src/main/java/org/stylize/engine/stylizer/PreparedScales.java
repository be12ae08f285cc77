package org.stylize.engine.stylizer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.stylize.engine.Precision;
import org.stylize.engine.UnsuitableJobException;
import org.stylize.engine.nst.BackEnd;
import org.stylize.engine.nst.PreparedRecipe;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.Scales;

/**
 * A recipe prepared for each of its scales, which may have different losses. Any thread.
 *
 * @param byScale in the order of the scales
 */
record PreparedScales(Map<Scales.Scale, PreparedRecipe> byScale) {
    /**
     * Prepares a recipe for the pictures of a job.
     *
     * @throws UnsuitableJobException if the device cannot compute with the recipe's precision, or if there are regions and
     *     a loss cannot have them
     */
    static PreparedScales of(BackEnd backEnd, Recipe recipe, Originals originals) {
        return of(backEnd, recipe, originals.regions().size(), originals.protection() != null);
    }

    /** Prepares a recipe for pictures without masks. */
    static PreparedScales plain(BackEnd backEnd, Recipe recipe) {
        return of(backEnd, recipe, 0, false);
    }

    private static PreparedScales of(BackEnd backEnd, Recipe recipe, int regions, boolean protection) {
        Map<Recipe, PreparedRecipe> known = new LinkedHashMap<>();
        Map<Scales.Scale, PreparedRecipe> byScale = new LinkedHashMap<>();
        for (Scales.Scale scale : recipe.stages()) {
            byScale.put(
                    scale,
                    known.computeIfAbsent(
                            recipe.lossesAt(scale), there -> backEnd.prepare(there, regions, protection)));
        }
        return new PreparedScales(byScale);
    }

    /** The recipe with the losses of one scale. */
    PreparedRecipe at(Scales.Scale scale) {
        PreparedRecipe prepared = byScale.get(scale);
        if (prepared == null) {
            throw new IllegalArgumentException(scale + " is none of the scales " + byScale.keySet());
        }
        return prepared;
    }

    /** The same at all scales. */
    Precision precision() {
        return byScale.values().iterator().next().precision();
    }
}
