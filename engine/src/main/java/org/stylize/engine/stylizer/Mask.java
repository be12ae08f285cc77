package org.stylize.engine.stylizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.stylize.engine.picture.PillowResampling;
import org.stylize.engine.picture.RgbImage;
import org.stylize.recipe.ImageSize;

/** A grey picture that says where in the content image a style applies: white fully, grey in part. Alpha is ignored. */
record Mask(RgbImage picture) {
    /** A smaller region has too few positions at the deeper layers, and is probably a mistake. */
    static final double LEAST_SHARE = 0.001;

    /** The mean of the mask. */
    double share() {
        double sum = 0;
        float[] values = luminance(picture);
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** Shape (1, 1, H, W), numbers of 0 to 1. */
    NDArray at(ImageSize size, NDManager manager) {
        return manager.create(
                luminance(PillowResampling.BILINEAR.resize(picture, size)),
                new Shape(1, 1, size.height(), size.width()));
    }

    /** Of the coded colours, as ITU-R BT.601 weighs them. */
    private static float[] luminance(RgbImage image) {
        float[] units = image.units();
        float[] luminance = new float[units.length / 3];
        for (int i = 0; i < luminance.length; i++) {
            double sum = 0.299 * units[3 * i] + 0.587 * units[3 * i + 1] + 0.114 * units[3 * i + 2];
            luminance[i] = (float) Math.min(1, sum);
        }
        return luminance;
    }
}
