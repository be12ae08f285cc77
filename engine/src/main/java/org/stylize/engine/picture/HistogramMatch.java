package org.stylize.engine.picture;

/**
 * Gives a picture the histograms of another picture, separately for red, green and blue. Each value becomes the
 * smallest value whose rank in the other picture is at least its own rank. The rank of a value is the share of pixels
 * below it plus half the share of pixels that have it.
 */
public final class HistogramMatch {
    private static final int COLOURS = 3;

    private HistogramMatch() {}

    /**
     * The picture recoloured.
     *
     * @param image may differ in size from {@code colours}
     * @param colours the picture whose colours it gets, weighted by opacity
     * @return a picture with the size and the alpha plane of {@code image}, and with the larger of both bit depths
     */
    public static RgbImage of(RgbImage image, RgbImage colours) {
        int bits = Math.max(image.bits(), colours.bits());
        Samples rgb = image.withBits(bits).samples();
        Samples matched = Samples.zeros(bits, rgb.length());
        for (int colour = 0; colour < COLOURS; colour++) {
            int[] replaced = levels(histogram(image.withBits(bits), colour), histogram(colours.withBits(bits), colour));
            for (int at = colour; at < rgb.length(); at += COLOURS) {
                matched.set(at, replaced[rgb.at(at)]);
            }
        }
        return RgbImage.owning(image.size(), matched, image.alphaSamples());
    }

    /** Shares of all pixels that have each value; they add up to 1. */
    private static double[] histogram(RgbImage image, int colour) {
        Samples rgb = image.samples();
        PixelWeights weights = PixelWeights.of(image);
        double[] shares = new double[rgb.most() + 1];
        for (int pixel = 0; pixel < image.size().pixels(); pixel++) {
            shares[rgb.at(COLOURS * pixel + colour)] += weights.at(pixel) / weights.sum();
        }
        return shares;
    }

    private static int[] levels(double[] from, double[] to) {
        int[] replaced = new int[from.length];
        double below = 0;
        int level = 0;
        double upTo = to[0];
        for (int value = 0; value < from.length; value++) {
            double rank = below + from[value] / 2;
            while (level < to.length - 1 && upTo < rank) {
                level++;
                upTo += to[level];
            }
            replaced[value] = level;
            below += from[value];
        }
        return replaced;
    }
}
