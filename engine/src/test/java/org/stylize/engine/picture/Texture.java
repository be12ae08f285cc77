package org.stylize.engine.picture;

import java.util.Random;
import org.stylize.recipe.ImageSize;

/** Frames of an endless plane with a pattern that repeats nowhere near. */
public final class Texture {
    private static final int WAVES = 40;

    private Texture() {}

    /** A frame whose left upper corner is there. */
    public static RgbImage frame(ImageSize size, double left, double top) {
        return frame(size, left, top, 0, 0, 0);
    }

    /** A frame that stays, with a square thing in front, whose left upper corner is there. */
    static RgbImage with(ImageSize size, int left, int top, int side) {
        return frame(size, 0, 0, left, top, side);
    }

    private static RgbImage frame(ImageSize size, double left, double top, int thingLeft, int thingTop, int side) {
        byte[] rgb = new byte[3 * (int) size.pixels()];
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                boolean isThing = x >= thingLeft && x < thingLeft + side && y >= thingTop && y < thingTop + side;
                for (int colour = 0; colour < 3; colour++) {
                    double value = isThing
                            ? at(x - thingLeft + 5000, y - thingTop + 5000, colour)
                            : at(x + left, y + top, colour);
                    rgb[3 * (y * size.width() + x) + colour] = (byte) Math.round(value);
                }
            }
        }
        return RgbImage.of(size, rgb);
    }

    /** Waves of 6 to 40 pixels in all directions, the same for each colour but for its phase. */
    private static double at(double x, double y, int colour) {
        Random random = new Random(1);
        double sum = 0;
        for (int k = 0; k < WAVES; k++) {
            double angle = 2 * Math.PI * random.nextDouble();
            double frequency = 2 * Math.PI / (6 + 34 * random.nextDouble());
            double phase = 2 * Math.PI * random.nextDouble() + 0.5 * colour;
            sum += Math.sin(frequency * (x * Math.cos(angle) + y * Math.sin(angle)) + phase);
        }
        return Math.max(0, Math.min(255, 128 + 60 * sum / Math.sqrt(WAVES / 2.0)));
    }
}
