package org.stylize.worker.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
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
     * @param features shape (1, C, H, W); stays open
     * @param normalization what d is
     * @return shape (C, C), symmetric, on the manager of {@code features}
     * @throws IllegalArgumentException if the shape is not (1, C, H, W)
     */
    static NDArray of(NDArray features, GramNormalization normalization) {
        Shape shape = features.getShape();
        if (shape.dimension() != 4 || shape.get(0) != 1) {
            throw new IllegalArgumentException("feature maps must be (1, C, H, W) but are " + shape);
        }
        NDArray flat = features.reshape(shape.get(1), shape.get(2) * shape.get(3));
        return Scalar.quotient(flat.matMul(flat.transpose()), (double) divisor(shape, normalization));
    }

    private static long divisor(Shape shape, GramNormalization normalization) {
        return switch (normalization) {
            case CHANNELS_AND_POSITIONS -> shape.size();
            case POSITIONS -> shape.get(2) * shape.get(3);
            case NOTHING -> 1;
        };
    }
}
