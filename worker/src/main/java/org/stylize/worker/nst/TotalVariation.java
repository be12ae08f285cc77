package org.stylize.worker.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** How much neighbouring pixels differ. */
final class TotalVariation {
    private TotalVariation() {}

    /**
     * ½ · (mean |x[i+1, j] − x[i, j]| + mean |x[i, j+1] − x[i, j]|), each mean over all differences that there are:
     * C·(H−1)·W and C·H·(W−1). Anisotropic, as in Dive into Deep Learning, 14.12.
     *
     * @param image shape (1, C, H, W), both sides at least 2 pixels; stays open
     * @return one number, on the manager of {@code image}
     * @throws IllegalArgumentException if the picture has fewer pixels
     */
    static NDArray l1Mean(NDArray image) {
        Shape shape = image.getShape();
        if (shape.dimension() != 4 || shape.get(2) < 2 || shape.get(3) < 2) {
            throw new IllegalArgumentException("a picture must be (1, C, H, W) with sides from 2 but is " + shape);
        }
        NDArray vertical = image.get(":, :, 1:, :").sub(image.get(":, :, :-1, :"));
        NDArray horizontal = image.get(":, :, :, 1:").sub(image.get(":, :, :, :-1"));
        return Scalar.times(0.5, vertical.abs().mean().add(horizontal.abs().mean()));
    }
}
