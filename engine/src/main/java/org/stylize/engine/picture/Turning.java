package org.stylize.engine.picture;

import org.jspecify.annotations.Nullable;
import org.stylize.image.Orientation;
import org.stylize.recipe.ImageSize;

/** Turns stored pixels upright. */
final class Turning {
    private Turning() {}

    static RgbImage upright(RgbImage stored, Orientation orientation) {
        if (orientation == Orientation.UPRIGHT) {
            return stored;
        }
        ImageSize size = stored.size();
        ImageSize turned =
                orientation.swapsSides() ? new ImageSize(/* width= */ size.height(), /* height= */ size.width()) : size;
        Walk walk = Walk.of(orientation, size);
        @Nullable Samples alpha = stored.alphaSamples();
        return RgbImage.owning(
                turned,
                walk.collect(stored.samples(), 3, turned),
                alpha == null ? null : walk.collect(alpha, 1, turned));
    }

    /**
     * How the stored pixels are walked while the upright picture is written row by row.
     *
     * @param start index of the stored pixel that is seen at the upper left
     * @param right step from a stored pixel to its neighbour on the right
     * @param down step from a stored pixel to its neighbour below
     */
    private record Walk(int start, int right, int down) {
        static Walk of(Orientation orientation, ImageSize stored) {
            int width = stored.width();
            int lastColumn = width - 1;
            int lastRow = (stored.height() - 1) * width;
            return switch (orientation) {
                case UPRIGHT -> new Walk(0, 1, width);
                case MIRRORED -> new Walk(lastColumn, -1, width);
                case ROTATED_180 -> new Walk(lastRow + lastColumn, -1, -width);
                case FLIPPED -> new Walk(lastRow, 1, -width);
                case TRANSPOSED -> new Walk(0, width, 1);
                case ROTATED_90 -> new Walk(lastRow, -width, 1);
                case TRANSVERSED -> new Walk(lastRow + lastColumn, -width, -1);
                case ROTATED_270 -> new Walk(lastColumn, width, -1);
            };
        }

        Samples collect(Samples stored, int bands, ImageSize turned) {
            Samples out = Samples.zeros(stored.bits(), stored.length());
            int to = 0;
            for (int y = 0; y < turned.height(); y++) {
                for (int x = 0; x < turned.width(); x++) {
                    int from = (start + x * right + y * down) * bands;
                    for (int band = 0; band < bands; band++) {
                        out.set(to++, stored.at(from + band));
                    }
                }
            }
            return out;
        }
    }
}
