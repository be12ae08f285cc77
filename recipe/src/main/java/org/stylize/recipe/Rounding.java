package org.stylize.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a value between 0 and 1, times 255, becomes a byte of the finished picture. */
public enum Rounding {
    /** Towards zero, as the textbook's tools do. */
    @JsonProperty("truncate")
    TRUNCATE,
    /** To the nearest byte. */
    @JsonProperty("nearest")
    NEAREST
}
