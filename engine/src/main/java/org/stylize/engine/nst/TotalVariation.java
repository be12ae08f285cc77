package org.stylize.engine.nst;

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
        check(image);
        return Scalar.times(
                0.5, vertical(image).abs().mean().add(horizontal(image).abs().mean()));
    }

    /** mean (x[i+1, j] − x[i, j])² + mean (x[i, j+1] − x[i, j])²; otherwise as {@link #l1Mean}. */
    static NDArray l2Mean(NDArray image) {
        check(image);
        return vertical(image).square().mean().add(horizontal(image).square().mean());
    }

    /**
     * mean (x[i+1, j] − x[i, j])² + mean (x[i, j+1] − x[i, j])² of the picture with its last row and column repeated: both
     * means are over C·H·W values, as in crowsonkb's style-transfer-pytorch up to 2023; otherwise as {@link #l1Mean}.
     */
    static NDArray l2Replicate(NDArray image) {
        check(image);
        NDArray squares =
                vertical(image).square().sum().add(horizontal(image).square().sum());
        return Scalar.quotient(squares, (double) image.size());
    }

    /**
     * ½ · Σ ((x[i+1, j] − x[i, j])² + (x[i, j+1] − x[i, j])²) over all pixels but the last row and column, as in jcjohnson's
     * neural-style; otherwise as {@link #l1Mean}.
     */
    static NDArray l2Sum(NDArray image) {
        check(image);
        NDArray down = vertical(image).get(":, :, :, :-1");
        NDArray right = horizontal(image).get(":, :, :-1, :");
        return Scalar.times(0.5, down.square().sum().add(right.square().sum()));
    }

    /**
     * 2 · (mean dx² / 3 + mean dy² / 3 + mean d² / 12 + mean e² / 12) of the picture with its border repeated, as in
     * crowsonkb's style-transfer-pytorch; d and e are the differences along the diagonals. The means of dx and dy are over
     * H·W values, of which those across the border are 0, those of d and e over (H+1)·(W+1).
     *
     * @param image shape (1, C, H, W), both sides at least 2 pixels; stays open
     */
    static NDArray ninePoint(NDArray image) {
        check(image);
        NDArray wide = Borders.repeated(image);
        NDArray upperLeft = wide.get(":, :, :-1, :-1");
        NDArray lowerRight = wide.get(":, :, 1:, 1:");
        NDArray upperRight = wide.get(":, :, :-1, 1:");
        NDArray lowerLeft = wide.get(":, :, 1:, :-1");
        float pixels = image.size();
        NDArray straight =
                horizontal(image).square().sum().add(vertical(image).square().sum());
        NDArray diagonal = upperLeft
                .sub(lowerRight)
                .square()
                .mean()
                .add(upperRight.sub(lowerLeft).square().mean());
        return Scalar.times(2, Scalar.quotient(straight, 3 * pixels).add(Scalar.quotient(diagonal, 12)));
    }

    private static NDArray vertical(NDArray image) {
        return image.get(":, :, 1:, :").sub(image.get(":, :, :-1, :"));
    }

    private static NDArray horizontal(NDArray image) {
        return image.get(":, :, :, 1:").sub(image.get(":, :, :, :-1"));
    }

    private static void check(NDArray image) {
        Shape shape = image.getShape();
        if (shape.dimension() != 4 || shape.get(2) < 2 || shape.get(3) < 2) {
            throw new IllegalArgumentException("a picture must be (1, C, H, W) with sides from 2 but is " + shape);
        }
    }
}
