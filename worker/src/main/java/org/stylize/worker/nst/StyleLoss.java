package org.stylize.worker.nst;

import ai.djl.ndarray.NDArray;
import org.stylize.recipe.Layer;
import org.stylize.recipe.LossTerm.GramNormalization;
import org.stylize.recipe.LossTerm.SquaredError;

/**
 * The error of G − A at one layer, such as mean((G − A)²); G is the Gram matrix of the pastiche, A that of the style image. Gatys, Ecker and Bethge
 * (2016), equation 4, with the mean over C² elements in place of its factor.
 *
 * @param targetGram shape (C, C); the job's scope closes it
 */
record StyleLoss(Layer layer, GramNormalization normalization, SquaredError error, NDArray targetGram) implements Loss {
    @Override
    public NDArray of(Features pastiche) {
        return SquaredErrors.of(
                error, GramMatrix.of(pastiche.at(layer), normalization).sub(targetGram));
    }
}
