package org.stylize.engine.picture;

import org.jspecify.annotations.Nullable;
import org.stylize.recipe.ImageSize;

/**
 * Resizing by interpolation between the four pixels around a point, for any ratio of sizes: unlike {@link
 * PillowResampling} it skips pixels if a picture shrinks. Pixels have half-pixel centres and the border is repeated, as
 * in OpenCV's {@code INTER_LINEAR}, which computes with 11 bits of fraction and may differ by one level; here the
 * result is rounded once.
 */
public final class PointBilinear {
    private PointBilinear() {}

    /**
     * The picture at another size. The alpha plane, if there is one, is resized separately in the same way.
     *
     * @return {@code image} itself if it has that size
     */
    public static RgbImage resize(RgbImage image, ImageSize size) {
        if (image.size().equals(size)) {
            return image;
        }
        @Nullable Samples alpha = image.alphaSamples();
        return RgbImage.owning(
                size,
                resize(image.samples(), 3, image.size(), size),
                alpha == null ? null : resize(alpha, 1, image.size(), size));
    }

    private static Samples resize(Samples in, int bands, ImageSize from, ImageSize to) {
        Samples out = Samples.zeros(in.bits(), Math.toIntExact(bands * to.pixels()));
        int at = 0;
        for (int y = 0; y < to.height(); y++) {
            double row = position(y, from.height(), to.height());
            int upper = (int) row;
            int lower = Math.min(upper + 1, from.height() - 1);
            for (int x = 0; x < to.width(); x++) {
                double column = position(x, from.width(), to.width());
                int left = (int) column;
                int right = Math.min(left + 1, from.width() - 1);
                for (int band = 0; band < bands; band++) {
                    double above =
                            between(in, bands * (upper * from.width()) + band, bands, left, right, column - left);
                    double below =
                            between(in, bands * (lower * from.width()) + band, bands, left, right, column - left);
                    out.set(at++, (int) Math.round(above + (row - upper) * (below - above)));
                }
            }
        }
        return out;
    }

    /** In input pixels, from the centre of the first. */
    private static double position(int index, int in, int out) {
        return Math.max(0, Math.min(in - 1, (index + 0.5) * in / out - 0.5));
    }

    private static double between(Samples in, int row, int bands, int left, int right, double part) {
        double value = in.at(row + bands * left);
        return value + part * (in.at(row + bands * right) - value);
    }
}
