package org.stylize.engine.picture;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.stylize.recipe.ImageSize;

/**
 * Makes a picture smaller while it comes in strips: each pixel is the mean of a square of pixels, rounded. At the right and at
 * the bottom a square may be cut. Colours and alpha are averaged each for themselves, as they are resized.
 */
final class BoxReduction {
    private final int factor;
    private final int width;
    private final int height;
    private final ImageSize size;
    private final long[] sums;
    private int y;
    private int pixelsDone;
    private @Nullable Samples rgb;
    private @Nullable Samples alpha;

    /**
     * @param width of the whole picture
     * @param height of the whole picture
     * @param factor side of a square
     */
    BoxReduction(int width, int height, int factor) {
        this.factor = factor;
        this.width = width;
        this.height = height;
        this.size = new ImageSize((width + factor - 1) / factor, (height + factor - 1) / factor);
        this.sums = new long[4 * size.width()];
    }

    /** Forgets what came so far. */
    void restart() {
        Arrays.fill(sums, 0);
        y = 0;
        pixelsDone = 0;
        alpha = null;
    }

    /** Takes the next rows from the top, in as many bits as those before. */
    void add(RgbImage strip) {
        Samples in = strip.samples();
        Samples out = rgb == null ? Samples.zeros(in.bits(), Math.toIntExact(3 * size.pixels())) : rgb;
        rgb = out;
        @Nullable Samples inAlpha = strip.alphaSamples();
        if (inAlpha != null && alpha == null) {
            alpha = opaque(out);
        }
        int[] row = new int[3 * width];
        int[] alphaRow = new int[width];
        for (int line = 0; line < strip.size().height(); line++) {
            in.read(line * row.length, row);
            if (inAlpha == null) {
                Arrays.fill(alphaRow, in.most());
            } else {
                inAlpha.read(line * width, alphaRow);
            }
            addRow(row, alphaRow);
            y++;
            if (y % factor == 0 || y == height) {
                write(out);
            }
        }
    }

    /** What is above was opaque. */
    private Samples opaque(Samples like) {
        Samples plane = Samples.zeros(like.bits(), Math.toIntExact(size.pixels()));
        for (int i = 0; i < pixelsDone; i++) {
            plane.set(i, plane.most());
        }
        return plane;
    }

    private void addRow(int[] row, int[] alphaRow) {
        int to = 0;
        for (int x = 0; x < width; to += 4) {
            for (int end = Math.min(x + factor, width); x < end; x++) {
                sums[to] += row[3 * x];
                sums[to + 1] += row[3 * x + 1];
                sums[to + 2] += row[3 * x + 2];
                sums[to + 3] += alphaRow[x];
            }
        }
    }

    private void write(Samples out) {
        int rows = (y - 1) % factor + 1;
        for (int x = 0; x < size.width(); x++) {
            long area = (long) rows * Math.min(factor, width - x * factor);
            for (int band = 0; band < 3; band++) {
                out.set(3 * pixelsDone + band, (int) ((sums[4 * x + band] + area / 2) / area));
            }
            if (alpha != null) {
                alpha.set(pixelsDone, (int) ((sums[4 * x + 3] + area / 2) / area));
            }
            pixelsDone++;
        }
        Arrays.fill(sums, 0);
    }

    /** The whole picture, after all of its rows. */
    RgbImage result() {
        if (rgb == null || y != height) {
            throw new IllegalStateException("only " + y + " of " + height + " rows are there");
        }
        return RgbImage.owning(size, rgb, alpha);
    }
}
