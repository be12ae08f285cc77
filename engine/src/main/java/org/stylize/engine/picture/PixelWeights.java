package org.stylize.engine.picture;

import org.jspecify.annotations.Nullable;

/**
 * The weight of each pixel in statistics of a picture's colours: its opacity, or 1 if the whole picture is transparent.
 */
final class PixelWeights {
    private final @Nullable Samples alpha;
    private final double sum;

    private PixelWeights(@Nullable Samples alpha, double sum) {
        this.alpha = alpha;
        this.sum = sum;
    }

    static PixelWeights of(RgbImage image) {
        Samples alpha = image.alphaSamples();
        long opacity = 0;
        for (int i = 0; alpha != null && i < alpha.length(); i++) {
            opacity += alpha.at(i);
        }
        return alpha == null || opacity == 0
                ? new PixelWeights(null, image.size().pixels())
                : new PixelWeights(alpha, (double) opacity / alpha.most());
    }

    /** Weight of the pixel with this number, row by row; 0 to 1. */
    double at(int pixel) {
        return alpha == null ? 1 : (double) alpha.at(pixel) / alpha.most();
    }

    /** The sum of all weights; above 0. */
    double sum() {
        return sum;
    }
}
