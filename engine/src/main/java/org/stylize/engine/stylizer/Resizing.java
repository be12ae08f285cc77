package org.stylize.engine.stylizer;

import org.stylize.engine.picture.PillowResampling;
import org.stylize.engine.picture.PointBilinear;
import org.stylize.engine.picture.RgbImage;
import org.stylize.recipe.ImageSize;
import org.stylize.recipe.Resampling;

/** Brings pictures to the size of a scale, by the filter that a recipe names. */
public final class Resizing {
    private Resizing() {}

    /** The picture with another size. */
    public static RgbImage of(Resampling filter, RgbImage image, ImageSize size) {
        return switch (filter) {
            case BILINEAR -> PillowResampling.BILINEAR.resize(image, size);
            case BICUBIC -> PillowResampling.BICUBIC.resize(image, size);
            case POINT_BILINEAR -> PointBilinear.resize(image, size);
        };
    }
}
