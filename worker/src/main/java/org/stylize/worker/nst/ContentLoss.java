package org.stylize.worker.nst;

import ai.djl.ndarray.NDArray;
import org.stylize.recipe.Layer;

/**
 * mean((F − P)²) at one layer; F are the feature maps of the pastiche, P those of the content image. Gatys, Ecker and
 * Bethge (2016), equation 1, with the mean in place of ½ · sum.
 *
 * @param target shape (1, C, H, W); the job's scope closes it
 */
record ContentLoss(Layer layer, NDArray target) implements Loss {
    @Override
    public NDArray of(Features pastiche) {
        return pastiche.at(layer).sub(target).square().mean();
    }
}
