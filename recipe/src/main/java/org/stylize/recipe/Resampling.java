package org.stylize.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Filter that brings the pictures to the working size. */
public enum Resampling {
    /** Triangle filter, widened by the factor of reduction, on 8-bit values: Pillow's {@code BILINEAR}, bit for bit. */
    @JsonProperty("bilinear")
    BILINEAR,
    /** Cubic filter with a = −½, widened likewise: Pillow's {@code BICUBIC}, bit for bit. */
    @JsonProperty("bicubic")
    BICUBIC,
    /** Between the four pixels round a point, none averaged where a picture shrinks: OpenCV's {@code INTER_LINEAR}. */
    @JsonProperty("point-bilinear")
    POINT_BILINEAR
}
