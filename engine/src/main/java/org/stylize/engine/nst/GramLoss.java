package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Locale;
import org.stylize.recipe.LossTerm.GramNormalization;
import org.stylize.recipe.LossTerm.SquaredError;

/**
 * The error of G − A, such as mean((G − A)²); G is the Gram matrix of the pastiche, A that of the style image. Gatys, Ecker
 * and Bethge (2016), equation 4, with the mean over C² elements instead of its factor.
 */
record GramLoss(GramNormalization normalization, SquaredError error) implements StyleMeasure {
    @Override
    public NDArray describe(CountedFeatures features) {
        return GramMatrix.of(features, normalization);
    }

    @Override
    public String descriptionKey() {
        return "gram-" + normalization.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Distance towards(NDArray gram, NDManager keeper) {
        gram.attach(keeper);
        return pastiche -> SquaredErrors.of(error, describe(pastiche).sub(gram));
    }
}
