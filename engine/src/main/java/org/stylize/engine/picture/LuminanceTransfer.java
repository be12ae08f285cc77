package org.stylize.engine.picture;

/**
 * The luminance of one picture with the colours of another, in the Y′CbCr of ITU-R BT.601 as JPEG files have it: Y′ =
 * 0.299·R′ + 0.587·G′ + 0.114·B′ from the first, Cb and Cr from the second. As the space is linear, that is the second
 * picture with the difference of luminance added to all three colours. A colour that cannot be shown at its luminance
 * is moved towards grey as far as necessary, so the luminance is always the first picture's.
 */
public final class LuminanceTransfer {
    private static final int COLOURS = 3;

    private LuminanceTransfer() {}

    /**
     * The picture recoloured.
     *
     * @param luminance gives Y′: brightnesses, clamped to 0 to 1, each pixel as red, green, blue
     * @param colours gives Cb and Cr: brightnesses from 0 to 1 in the same layout, as many
     * @return brightnesses from 0 to 1 in a new array
     * @throws IllegalArgumentException if the lengths differ
     */
    public static float[] of(float[] luminance, float[] colours) {
        if (luminance.length != colours.length) {
            throw new IllegalArgumentException(
                    "colours must be " + luminance.length + " numbers but are " + colours.length);
        }
        float[] result = new float[luminance.length];
        for (int at = 0; at < result.length; at += COLOURS) {
            double grey = luma(luminance, at);
            double otherGrey = luma(colours, at);
            double share = 1;
            for (int i = 0; i < COLOURS; i++) {
                double chroma = colours[at + i] - otherGrey;
                if (grey + share * chroma > 1) {
                    share = (1 - grey) / chroma;
                } else if (grey + share * chroma < 0) {
                    share = -grey / chroma;
                }
            }
            for (int i = 0; i < COLOURS; i++) {
                result[at + i] = (float) cut(grey + share * (colours[at + i] - otherGrey));
            }
        }
        return result;
    }

    private static double luma(float[] units, int at) {
        return 0.299 * cut(units[at]) + 0.587 * cut(units[at + 1]) + 0.114 * cut(units[at + 2]);
    }

    private static double cut(double unit) {
        return Math.max(0, Math.min(1, unit));
    }
}
