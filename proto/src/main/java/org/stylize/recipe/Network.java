package org.stylize.recipe;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How VGG-19 is run. */
public record Network(Pooling pooling, Padding padding) {
    public Network {
        requireNonNull(pooling, "pooling is null");
        requireNonNull(padding, "padding is null");
    }

    /** Pooling over 2 × 2 pixels between the blocks; an odd last row or column is dropped. */
    public enum Pooling {
        @JsonProperty("max")
        MAX
    }

    /** What lies around the maps where the 3 × 3 kernels reach over the border by one pixel. */
    public enum Padding {
        @JsonProperty("zero")
        ZERO
    }
}
