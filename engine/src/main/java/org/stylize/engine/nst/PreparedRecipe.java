package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.stylize.engine.Precision;
import org.stylize.engine.UnsuitableJobException;

/**
 * A recipe that a {@link BackEnd} has prepared: what it needs, what it refuses, and the objective for given pictures. All
 * pictures are in the recipe's space. Methods that take arrays are for the device's thread, the others for any thread.
 */
public interface PreparedRecipe {
    /** A tile side that no picture reaches: the picture is computed as a whole. */
    int WHOLE_PICTURE = Integer.MAX_VALUE;

    /** The precision of feature maps and their gradients; where the recipe leaves it to the device, what the device chose. */
    Precision precision();

    /** What decides, beside the picture, how {@link #describe} describes a style image. */
    StyleKey styleKey();

    /**
     * Describes a style image. The description serves every recipe with an equal {@link #styleKey}.
     *
     * @param style shape (1, 3, H, W); stays open
     * @param tileSidePixels longest side of what is computed at once
     * @param keeper gets the result
     */
    StyleStatistics describe(NDArray style, int tileSidePixels, NDManager keeper);

    /**
     * The description of several styles together.
     *
     * @param styles at least one, described by a recipe with an equal {@link #styleKey}; their shares add up to 1; they
     *     stay open
     * @param results gets the result
     */
    StyleStatistics mixture(List<WeightedStyle> styles, NDManager results);

    /**
     * About how much memory a step on a whole picture takes, without the weights and the optimizer's arrays.
     *
     * @param picture shape (1, 3, H, W)
     */
    long stepBytes(Shape picture);

    /**
     * The longest side of tiles with which a step takes at most the given memory, or the shortest side that the back end
     * allows; {@link #WHOLE_PICTURE} if the whole picture fits or if the back end has no tiles.
     *
     * @param picture shape (1, 3, H, W)
     * @param mostBytes without the weights and the optimizer's arrays
     */
    int tileSidePixels(Shape picture, long mostBytes);

    /**
     * Checks that a picture can be computed with tiles of a size.
     *
     * @param role of the picture, for the message
     * @param picture shape (1, 3, H, W)
     * @param tileSidePixels longest side of what is computed at once
     * @throws UnsuitableJobException if the picture is larger than a tile and a loss needs it whole, naming the loss
     */
    void checkTiles(String role, Shape picture, int tileSidePixels);

    /**
     * The objective for given pictures.
     *
     * @param content shape (1, 3, H, W); stays open; its manager gets the targets
     * @param styles at least one; their shares add up to 1 and count only without regions
     * @param regions of the content, as many as the recipe was prepared for: one for each style, or none; their manager gets
     *     what is derived from them
     * @param protection of the content, if the recipe was prepared for it; its manager gets what is derived from it
     * @param tileSidePixels longest side of what is computed at once; a larger picture is computed in tiles, with the same
     *     result
     */
    Objective objective(
            NDArray content, List<WeightedStyle> styles, Regions regions, Protection protection, int tileSidePixels);

    /** The same without protection. */
    default Objective objective(NDArray content, List<WeightedStyle> styles, Regions regions, int tileSidePixels) {
        return objective(content, styles, regions, Protection.NONE, tileSidePixels);
    }
}
