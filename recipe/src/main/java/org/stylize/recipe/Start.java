package org.stylize.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The pastiche before the first step. */
public enum Start {
    /** The content image at working size. */
    @JsonProperty("content")
    CONTENT,
    /** Independent values from the normal distribution with mean ½ and deviation ¼, clamped to 0 to 1. */
    @JsonProperty("noise")
    NOISE,
    /** Medium grey with a trace of noise: ½ + a value from 0 to 1/255. */
    @JsonProperty("grey")
    GREY,
    /** Noise whose colours have the means and deviations of the style images, clamped to 0 to 1. */
    @JsonProperty("style-statistics")
    STYLE_STATISTICS,
    /** A picture that comes with the content and style images, at working size. */
    @JsonProperty("picture")
    PICTURE;

    /** Name in JSON. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
