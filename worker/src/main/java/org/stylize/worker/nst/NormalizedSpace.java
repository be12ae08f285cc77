package org.stylize.worker.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.stylize.recipe.ImageSize;
import org.stylize.recipe.Rounding;

/**
 * The space in which pictures are optimized and the network reads them: (x / 255 − mean) / deviation for each colour, in
 * this order and in 32-bit floats, with the means and deviations of ImageNet. The order matters to the last bit, because
 * the signs in total variation's gradient depend on ties between pixels.
 */
public final class NormalizedSpace {
    private static final int COLOURS = 3;
    private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};
    private static final float[] BLACK = {0, 0, 0};
    private static final float[] WHITE = {1, 1, 1};
    private static final Shape BY_COLOUR = new Shape(1, COLOURS, 1, 1);

    private NormalizedSpace() {}

    /**
     * A picture as the network reads it.
     *
     * @param rgb bytes in the order red, green, blue, row by row, without gaps
     * @return shape (1, 3, height, width), on {@code manager}
     * @throws IllegalArgumentException if there are more or fewer bytes than the size says
     */
    public static NDArray of(NDManager manager, byte[] rgb, ImageSize size) {
        return values(manager, rgb, size, MEAN, DEVIATION);
    }

    /** A picture as brightnesses from 0 to 1, otherwise as {@link #of}. */
    static NDArray unit(NDManager manager, byte[] rgb, ImageSize size) {
        return values(manager, rgb, size, BLACK, WHITE);
    }

    static List<Float> means() {
        return List.of(MEAN[0], MEAN[1], MEAN[2]);
    }

    static List<Float> deviations() {
        return List.of(DEVIATION[0], DEVIATION[1], DEVIATION[2]);
    }

    /** Means of red, green and blue, shape (1, 3, 1, 1). */
    static NDArray mean(NDManager manager) {
        return manager.create(MEAN, BY_COLOUR);
    }

    /** Deviations of red, green and blue, shape (1, 3, 1, 1). */
    static NDArray deviation(NDManager manager) {
        return manager.create(DEVIATION, BY_COLOUR);
    }

    /**
     * The picture as people see it, clamped to what can be shown.
     *
     * @param picture shape (1, 3, height, width); stays open
     * @return bytes in the order red, green, blue, row by row
     */
    public static byte[] toRgb(NDArray picture, Rounding rounding) {
        return bytes(picture, rounding, MEAN, DEVIATION);
    }

    /** Brightnesses from 0 to 1 as people see them, otherwise as {@link #toRgb}. */
    static byte[] unitToRgb(NDArray picture, Rounding rounding) {
        return bytes(picture, rounding, BLACK, WHITE);
    }

    private static NDArray values(NDManager manager, byte[] rgb, ImageSize size, float[] mean, float[] deviation) {
        if (rgb.length != COLOURS * size.pixels()) {
            throw new IllegalArgumentException(
                    size + " pixels are " + COLOURS * size.pixels() + " bytes but these are " + rgb.length);
        }
        int pixels = rgb.length / COLOURS;
        float[] values = new float[rgb.length];
        for (int colour = 0; colour < COLOURS; colour++) {
            for (int i = 0; i < pixels; i++) {
                float unit = (rgb[i * COLOURS + colour] & 0xFF) / 255f;
                values[colour * pixels + i] = (unit - mean[colour]) / deviation[colour];
            }
        }
        return manager.create(values, new Shape(1, COLOURS, size.height(), size.width()));
    }

    private static byte[] bytes(NDArray picture, Rounding rounding, float[] mean, float[] deviation) {
        float[] values = picture.toFloatArray();
        int pixels = values.length / COLOURS;
        float half =
                switch (rounding) {
                    case TRUNCATE -> 0f;
                    case NEAREST -> 0.5f;
                };
        byte[] rgb = new byte[values.length];
        for (int colour = 0; colour < COLOURS; colour++) {
            for (int i = 0; i < pixels; i++) {
                float unit = values[colour * pixels + i] * deviation[colour] + mean[colour];
                rgb[i * COLOURS + colour] = (byte) (Math.max(0f, Math.min(1f, unit)) * 255f + half);
            }
        }
        return rgb;
    }
}
