package org.stylize.engine.picture;

import java.util.Arrays;
import org.stylize.recipe.ImageSize;
import org.stylize.recipe.Rounding;

/**
 * Where each pixel of a frame was in the frame before, found by matching blocks of brightness from coarse to fine, in both
 * directions. What cannot be found again in the other direction was hidden before, or is not known. Immutable.
 */
public final class Motion {
    /** Distance that the way there and back may miss, squared, in pixels, and how much more for each squared pixel of the way. */
    private static final double MISSED = 1.0;

    private static final double MISSED_OF_WAY = 0.01;
    /** Mean difference of brightness, 0 to 1, over 3 × 3 pixels, from which on two places are not the same thing. */
    private static final double OTHER_BRIGHTNESS = 0.1;

    private final ImageSize size;
    private final VectorField before;
    private final float[] seen;

    private Motion(ImageSize size, VectorField before, float[] seen) {
        this.size = size;
        this.before = before;
        this.seen = seen;
    }

    /**
     * Looks for the pixels of a frame in the one before.
     *
     * @throws IllegalArgumentException if they have other sizes
     */
    public static Motion between(RgbImage earlier, RgbImage later) {
        if (!earlier.size().equals(later.size())) {
            throw new IllegalArgumentException(
                    "frames must have one size but are " + earlier.size() + " and " + later.size());
        }
        Plane before = Plane.of(earlier);
        Plane after = Plane.of(later);
        VectorField back = VectorField.find(after, before);
        VectorField forth = VectorField.find(before, after);
        return new Motion(later.size(), back, seen(after, before, back, forth));
    }

    /** 1 where a pixel is found again, 0 where it is not, and between at the border of the two. */
    private static float[] seen(Plane after, Plane before, VectorField back, VectorField forth) {
        int width = after.width();
        int height = after.height();
        float[] found = new float[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double dx = back.x(x, y);
                double dy = back.y(x, y);
                double toX = x + dx;
                double toY = y + dy;
                boolean inside = toX >= 0 && toY >= 0 && toX <= width - 1 && toY <= height - 1;
                found[y * width + x] = inside
                                && returns(dx, dy, forth.x(toX, toY), forth.y(toX, toY))
                                && isAlike(after, x, y, before, toX, toY)
                        ? 1
                        : 0;
            }
        }
        return new Plane(width, height, found).blurred().values();
    }

    private static boolean returns(double dx, double dy, double backX, double backY) {
        double missed = square(dx + backX) + square(dy + backY);
        double way = square(dx) + square(dy) + square(backX) + square(backY);
        return missed <= MISSED + MISSED_OF_WAY * way;
    }

    private static boolean isAlike(Plane after, int x, int y, Plane before, double toX, double toY) {
        double difference = 0;
        for (int j = -1; j <= 1; j++) {
            for (int i = -1; i <= 1; i++) {
                difference += Math.abs(after.at(x + i, y + j) - before.at(toX + i, toY + j));
            }
        }
        return difference / 9 <= OTHER_BRIGHTNESS;
    }

    private static double square(double value) {
        return value * value;
    }

    /** How much of the frame is found in the one before, 0 to 1. */
    public double share() {
        double sum = 0;
        for (float value : seen) {
            sum += value;
        }
        return sum / seen.length;
    }

    /**
     * A picture of the frame before, moved to where its pixels are in this frame.
     *
     * @param earlier of the frames' size
     * @param unseen what this frame has where nothing of the frame before is known; of the same size
     */
    public RgbImage carried(RgbImage earlier, RgbImage unseen) {
        if (!earlier.size().equals(size) || !unseen.size().equals(size)) {
            throw new IllegalArgumentException(
                    "pictures must be " + size + " as the frames but are " + earlier.size() + " and " + unseen.size());
        }
        float[] from = earlier.units();
        float[] units = unseen.units();
        double[] sums = new double[3];
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                float share = seen[y * size.width() + x];
                if (share == 0) {
                    continue;
                }
                cubic(from, x + before.x(x, y), y + before.y(x, y), sums);
                int at = 3 * (y * size.width() + x);
                for (int colour = 0; colour < 3; colour++) {
                    units[at + colour] = (float) (share * sums[colour] + (1 - share) * units[at + colour]);
                }
            }
        }
        return RgbImage.ofUnits(size, units, earlier.bits(), Rounding.NEAREST);
    }

    /** The colours at a place between pixels, by Keys' cubic convolution (1981) with a = −½: linear weights would blur a little more at each frame. */
    private void cubic(float[] units, double x, double y, double[] sums) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        Arrays.fill(sums, 0);
        for (int j = -1; j <= 2; j++) {
            double ofRow = weight(y - (top + j));
            int row = Math.max(0, Math.min(size.height() - 1, top + j));
            for (int i = -1; i <= 2; i++) {
                double weight = ofRow * weight(x - (left + i));
                int column = Math.max(0, Math.min(size.width() - 1, left + i));
                int at = 3 * (row * size.width() + column);
                sums[0] += weight * units[at];
                sums[1] += weight * units[at + 1];
                sums[2] += weight * units[at + 2];
            }
        }
    }

    private static double weight(double distance) {
        double t = Math.abs(distance);
        if (t <= 1) {
            return (1.5 * t - 2.5) * t * t + 1;
        }
        return t < 2 ? ((-0.5 * t + 2.5) * t - 4) * t + 2 : 0;
    }
}
