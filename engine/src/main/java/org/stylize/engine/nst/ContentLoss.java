package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import org.stylize.recipe.Layer;
import org.stylize.recipe.LossTerm.SquaredError;

/**
 * The error of F − P at one layer, such as mean((F − P)²); F are the feature maps of the pastiche, P those of the content
 * image. Gatys, Ecker and Bethge (2016), equation 1, with the mean instead of ½ · sum.
 *
 * @param target shape (1, C, H, W); the job's scope closes it
 */
record ContentLoss(Layer layer, SquaredError error, NDArray target) implements Loss {
    @Override
    public NDArray of(Features pastiche) {
        return SquaredErrors.of(error, pastiche.at(layer).sub(target));
    }
}
