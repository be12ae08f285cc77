package org.stylize.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Filter that resizes the pictures to the working size. */
public enum Resampling {
    /** Triangle filter, widened by the factor of reduction, on 8-bit values: Pillow's {@code BILINEAR}, bit for bit. */
    @JsonProperty("bilinear")
    BILINEAR,
    /** Cubic filter with a = −½, widened in the same way: Pillow's {@code BICUBIC}, bit for bit. */
    @JsonProperty("bicubic")
    BICUBIC,
    /**
     * Interpolates between the four pixels around a point, without averaging when a picture shrinks: OpenCV's
     * {@code INTER_LINEAR}.
     */
    @JsonProperty("point-bilinear")
    POINT_BILINEAR
}
