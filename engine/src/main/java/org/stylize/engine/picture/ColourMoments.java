package org.stylize.engine.picture;

/**
 * Mean and covariance of a picture's colours, from 0 to 1, weighted by the opacity of each pixel. A picture that is
 * transparent everywhere is measured as it is seen on white.
 */
final class ColourMoments {
    private static final int COLOURS = 3;

    private final double[] mean = new double[COLOURS];
    private final SymmetricMatrix3 covariance;

    private ColourMoments(double[] sums, double[][] products, double weight) {
        double[][] central = new double[COLOURS][COLOURS];
        for (int i = 0; i < COLOURS; i++) {
            mean[i] = sums[i] / weight;
        }
        for (int i = 0; i < COLOURS; i++) {
            for (int j = 0; j < COLOURS; j++) {
                central[i][j] = products[i][j] / weight - mean[i] * mean[j];
            }
        }
        covariance = SymmetricMatrix3.of(central);
    }

    static ColourMoments of(RgbImage image) {
        Samples rgb = image.samples();
        PixelWeights weights = PixelWeights.of(image);
        double[] sums = new double[COLOURS];
        double[][] products = new double[COLOURS][COLOURS];
        double[] colour = new double[COLOURS];
        for (int pixel = 0; pixel < image.size().pixels(); pixel++) {
            double weight = weights.at(pixel);
            for (int i = 0; i < COLOURS; i++) {
                colour[i] = (double) rgb.at(COLOURS * pixel + i) / rgb.most();
                sums[i] += weight * colour[i];
                for (int j = 0; j <= i; j++) {
                    products[i][j] += weight * colour[i] * colour[j];
                }
            }
        }
        for (int i = 0; i < COLOURS; i++) {
            for (int j = 0; j < i; j++) {
                products[j][i] = products[i][j];
            }
        }
        return new ColourMoments(sums, products, weights.sum());
    }

    double mean(int colour) {
        return mean[colour];
    }

    SymmetricMatrix3 covariance() {
        return covariance;
    }
}
