package org.stylize.engine.nst;

import ai.djl.ndarray.types.Shape;
import org.stylize.engine.UnsuitableJobException;
import org.stylize.engine.UnsuitableJobException.Reason;
import org.stylize.recipe.LossTerm;
import org.stylize.recipe.Recipe;

/** Where the losses of a recipe cannot be used. A message names the loss by its place in the recipe, and its own reason. */
public final class LossLimits {
    private LossLimits() {}

    /**
     * Checks that a recipe can be used with masks.
     *
     * @throws UnsuitableJobException if a loss cannot have regions
     */
    public static void checkMasks(Recipe recipe) {
        for (int i = 0; i < recipe.losses().size(); i++) {
            if (!recipe.losses().get(i).hasRegions()) {
                check(recipe, i, "where masks are given", "");
            }
        }
    }

    /**
     * Checks that a recipe can be used with tiles of a size.
     *
     * @param role of the picture, for the message
     * @param picture shape (1, 3, H, W)
     * @param tileSidePixels longest side of what is computed at once
     * @throws UnsuitableJobException if the picture is larger than a tile and a loss needs it whole
     */
    public static void checkTiles(Recipe recipe, String role, Shape picture, int tileSidePixels) {
        if (Math.max(picture.get(2), picture.get(3)) <= tileSidePixels) {
            return;
        }
        for (int i = 0; i < recipe.losses().size(); i++) {
            check(
                    recipe,
                    i,
                    "where pictures are computed in tiles",
                    "; the " + role + " has " + picture.get(3) + "x" + picture.get(2) + " pixels, and at most "
                            + tileSidePixels + " are computed at once: a smaller size or more memory avoids tiles");
        }
    }

    private static void check(Recipe recipe, int index, String where, String details) {
        LossTerm term = recipe.losses().get(index);
        term.needsWholePicture().ifPresent(reason -> {
            throw new UnsuitableJobException(
                    Reason.INVALID_RECIPE,
                    "losses[" + index + "].type must not be " + term.type() + " " + where + ": " + reason + details);
        });
    }
}
