package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;
import org.stylize.recipe.Layer;
import org.stylize.recipe.LossTerm.SquaredError;

/**
 * The error of F − P at one layer, such as mean((F − P)²); F are the feature maps of the pastiche, P those of the content
 * image. Gatys, Ecker and Bethge (2016), equation 1, with the mean instead of ½ · sum.
 *
 * @param target shape (1, C, H, W); the job's scope closes it
 * @param root what F − P is multiplied by at each position, shape (1, 1, H, W); null for 1
 */
record ContentLoss(
        Layer layer,
        SquaredError error,
        NDArray target,
        @Nullable NDArray root) implements Loss {
    @Override
    public NDArray of(Features pastiche) {
        NDArray difference = pastiche.at(layer).sub(target);
        return SquaredErrors.of(error, root == null ? difference : difference.mul(root));
    }
}
