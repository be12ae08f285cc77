package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import org.stylize.recipe.LossTerm.GramNormalization;

/** Which features of a layer appear together, whatever their place. */
final class GramMatrix {
    private GramMatrix() {}

    /**
     * Gram matrix of one layer's feature maps, G = F·Fᵀ / d, where row i of F is channel i laid flat.
     *
     * <p>Gatys, Ecker and Bethge (2016), equation 3, leaves G unscaled and divides in equation 4; scaling here keeps
     * layers and image sizes comparable, and lets content and style image differ in size.
     *
     * @param normalization what d is; N is the number of positions, as far as they count
     * @return shape (C, C), symmetric, on the manager of {@code features}
     */
    static NDArray of(CountedFeatures features, GramNormalization normalization) {
        double channels = features.features().getShape().get(0);
        double divisor =
                switch (normalization) {
                    case CHANNELS_AND_POSITIONS -> channels * features.size();
                    case POSITIONS -> features.size();
                    case NOTHING -> 1;
                };
        return Scalar.quotient(features.products(), divisor);
    }
}
