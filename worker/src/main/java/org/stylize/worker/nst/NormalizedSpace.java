package org.stylize.worker.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
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

    private NormalizedSpace() {}

    /**
     * A picture as the network reads it.
     *
     * @param rgb bytes in the order red, green, blue, row by row, without gaps
     * @return shape (1, 3, height, width), on {@code manager}
     * @throws IllegalArgumentException if there are more or fewer bytes than the size says
     */
    public static NDArray of(NDManager manager, byte[] rgb, ImageSize size) {
        if (rgb.length != COLOURS * size.pixels()) {
            throw new IllegalArgumentException(
                    size + " pixels are " + COLOURS * size.pixels() + " bytes but these are " + rgb.length);
        }
        int pixels = rgb.length / COLOURS;
        float[] values = new float[rgb.length];
        for (int colour = 0; colour < COLOURS; colour++) {
            for (int i = 0; i < pixels; i++) {
                float unit = (rgb[i * COLOURS + colour] & 0xFF) / 255f;
                values[colour * pixels + i] = (unit - MEAN[colour]) / DEVIATION[colour];
            }
        }
        return manager.create(values, new Shape(1, COLOURS, size.height(), size.width()));
    }

    /**
     * The picture as people see it, clamped to what can be shown.
     *
     * @param picture shape (1, 3, height, width); stays open
     * @return bytes in the order red, green, blue, row by row
     */
    public static byte[] toRgb(NDArray picture, Rounding rounding) {
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
                float unit = values[colour * pixels + i] * DEVIATION[colour] + MEAN[colour];
                rgb[i * COLOURS + colour] = (byte) (Math.max(0f, Math.min(1f, unit)) * 255f + half);
            }
        }
        return rgb;
    }
}
