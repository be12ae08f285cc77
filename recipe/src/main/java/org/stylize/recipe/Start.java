package org.stylize.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What the pastiche is before the first step. */
public enum Start {
    /** The content image at working size. */
    @JsonProperty("content")
    CONTENT,
    /** Each value by itself from the normal distribution of mean ½ and deviation ¼, cut to 0 to 1. */
    @JsonProperty("noise")
    NOISE,
    /** Medium grey with a trace of noise: ½ + a value from 0 to 1/255. */
    @JsonProperty("grey")
    GREY,
    /** Noise whose colours have the means and deviations of the style images, cut to 0 to 1. */
    @JsonProperty("style-statistics")
    STYLE_STATISTICS,
    /** A picture that is given with the content and style images, at working size. */
    @JsonProperty("picture")
    PICTURE;

    /** Name in JSON. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
