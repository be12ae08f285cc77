package org.stylize.engine.picture;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.stylize.recipe.ImageSize;

/**
 * Resizing as the Python imaging library Pillow does it, to the last bit.
 *
 * <p>Pillow widens its filter by the factor of reduction, so it averages where Java2D would skip pixels. Each axis is
 * filtered separately, the width first. The result in between is rounded to 8 bits, or to 16 for a picture of 16 bits,
 * which Pillow does not have. Pillow 13 filters the height first if it shrinks much more than the width; this class
 * keeps the order of all earlier versions. Weights are computed in double precision and used with {@value
 * #FRACTION_BITS} bits of fraction. Equal bytes matter because the first step of an optimization moves every pixel by
 * the learning rate, whatever the size of its gradient: a difference of one level in the start picture is seen in every
 * later loss.
 */
public enum PillowResampling {
    /** Triangle filter. */
    BILINEAR(1) {
        @Override
        double weightAt(double distance) {
            double x = Math.abs(distance);
            return x < 1 ? 1 - x : 0;
        }
    },
    /** Cubic convolution filter with a = −0.5 (Keys 1981). */
    BICUBIC(2) {
        @Override
        double weightAt(double distance) {
            double a = -0.5;
            double x = Math.abs(distance);
            if (x < 1) {
                return ((a + 2) * x - (a + 3)) * x * x + 1;
            }
            return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
        }
    };

    private static final int FRACTION_BITS = 22;
    private static final int HALF = 1 << (FRACTION_BITS - 1);

    private final double support;

    PillowResampling(double support) {
        this.support = support;
    }

    /** The filter's value at a distance: in output pixels if the picture shrinks, in input pixels if it grows. */
    abstract double weightAt(double distance);

    /**
     * The picture at another size. The alpha plane, if there is one, is resized separately in the same way.
     *
     * @return {@code image} itself if it has that size
     */
    public RgbImage resize(RgbImage image, ImageSize size) {
        if (image.size().equals(size)) {
            return image;
        }
        @Nullable Samples alpha = image.alphaSamples();
        return RgbImage.owning(
                size,
                resize(image.samples(), 3, image.size(), size),
                alpha == null ? null : resize(alpha, 1, image.size(), size));
    }

    private Samples resize(Samples samples, int bands, ImageSize from, ImageSize to) {
        Samples narrow = from.width() == to.width()
                ? samples
                : resizeRows(samples, bands, from.width(), from.height(), filter(from.width(), to.width()));
        return from.height() == to.height()
                ? narrow
                : resizeColumns(narrow, bands * to.width(), filter(from.height(), to.height()));
    }

    /**
     * One axis's filter.
     *
     * @param first for each output pixel the first input pixel that counts
     * @param weights for each output pixel the weights from there on, with {@link #FRACTION_BITS} bits of fraction
     */
    @SuppressWarnings("ArrayRecordComponent") // never leaves this class, never compared
    private record AxisFilter(int[] first, int[][] weights) {}

    private AxisFilter filter(int in, int out) {
        double scale = (double) in / out;
        double stretch = Math.max(scale, 1);
        double perPixel = 1 / stretch;
        double reach = support * stretch;
        int[] first = new int[out];
        int[][] weights = new int[out][];
        for (int x = 0; x < out; x++) {
            double center = (x + 0.5) * scale;
            int low = Math.max((int) (center - reach + 0.5), 0);
            int high = Math.min((int) (center + reach + 0.5), in);
            double[] exact = new double[high - low];
            double sum = 0;
            for (int i = 0; i < exact.length; i++) {
                exact[i] = weightAt((i + low - center + 0.5) * perPixel);
                sum += exact[i];
            }
            first[x] = low;
            weights[x] = fixedPoint(exact, sum);
        }
        return new AxisFilter(first, weights);
    }

    private static int[] fixedPoint(double[] weights, double sum) {
        int[] fixed = new int[weights.length];
        for (int i = 0; i < fixed.length; i++) {
            double weight = (sum == 0 ? weights[i] : weights[i] / sum) * (1 << FRACTION_BITS);
            fixed[i] = (int) (weight < 0 ? weight - 0.5 : weight + 0.5);
        }
        return fixed;
    }

    private static Samples resizeRows(Samples in, int bands, int inWidth, int height, AxisFilter filter) {
        int outWidth = filter.first.length;
        Samples out = Samples.zeros(in.bits(), Math.multiplyExact(outWidth * bands, height));
        int[] row = new int[inWidth * bands];
        int to = 0;
        for (int y = 0; y < height; y++) {
            in.read(y * inWidth * bands, row);
            for (int x = 0; x < outWidth; x++) {
                int[] weights = filter.weights[x];
                int from = filter.first[x] * bands;
                for (int band = 0; band < bands; band++) {
                    long sum = HALF;
                    for (int i = 0, at = from + band; i < weights.length; i++, at += bands) {
                        sum += (long) row[at] * weights[i];
                    }
                    out.set(to++, clamped(sum, out.most()));
                }
            }
        }
        return out;
    }

    private static Samples resizeColumns(Samples in, int rowLength, AxisFilter filter) {
        int outHeight = filter.first.length;
        Samples out = Samples.zeros(in.bits(), Math.multiplyExact(rowLength, outHeight));
        long[] sums = new long[rowLength];
        int[] row = new int[rowLength];
        for (int y = 0; y < outHeight; y++) {
            Arrays.fill(sums, HALF);
            for (int i = 0; i < filter.weights[y].length; i++) {
                int weight = filter.weights[y][i];
                in.read((filter.first[y] + i) * rowLength, row);
                for (int x = 0; x < rowLength; x++) {
                    sums[x] += (long) row[x] * weight;
                }
            }
            for (int x = 0, to = y * rowLength; x < rowLength; x++, to++) {
                out.set(to, clamped(sums[x], out.most()));
            }
        }
        return out;
    }

    private static int clamped(long sum, int most) {
        return (int) Math.min(Math.max(sum >> FRACTION_BITS, 0), most);
    }
}
