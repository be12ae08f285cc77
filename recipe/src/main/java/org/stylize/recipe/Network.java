package org.stylize.recipe;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;

/**
 * How VGG-19 is run.
 *
 * @param poolingScale factor of each pooling's result, above 0 and at most 10; averages are smaller than maxima, and a
 *     factor can compensate for that
 * @param precision precision of the feature maps and their gradients; losses are always 32-bit floats
 */
public record Network(Pooling pooling, Padding padding, Precision precision, double poolingScale) {
    /** Without a factor for the poolings' results. */
    public Network(Pooling pooling, Padding padding, Precision precision) {
        this(pooling, padding, precision, 1);
    }

    public Network {
        requireNonNull(pooling, "pooling is null");
        requireNonNull(padding, "padding is null");
        requireNonNull(precision, "precision is null");
        Range.POOLING_SCALE.check("poolingScale", poolingScale);
    }

    /** This network with another precision. */
    public Network withPrecision(Precision newPrecision) {
        return new Network(pooling, padding, newPrecision, poolingScale);
    }

    /** Pooling over 2 × 2 pixels between the blocks; an odd last row or column is dropped. */
    public enum Pooling {
        @JsonProperty("max")
        MAX,
        /** The mean, as the paper recommends. */
        @JsonProperty("average")
        AVERAGE,
        /** The root of the sum of squares. */
        @JsonProperty("l2")
        L2
    }

    /** Values outside the maps, where the 3 × 3 kernels reach one pixel beyond the border. */
    public enum Padding {
        @JsonProperty("zero")
        ZERO,
        /** The maps reflected at the border, which itself is not repeated. */
        @JsonProperty("reflect")
        REFLECT,
        /** The border repeated. */
        @JsonProperty("replicate")
        REPLICATE,
        /** The border of the picture repeated, zeros around all maps. */
        @JsonProperty("replicate-picture")
        REPLICATE_PICTURE
    }

    /** Number format of feature maps, their gradients, and kernels. */
    public enum Precision {
        /** 32-bit floats: exact up to rounding. */
        @JsonProperty("fp32")
        FP32,
        /** bfloat16, summed in 32 bits: another picture of the same kind, in a fraction of the time on some devices. */
        @JsonProperty("bf16")
        BF16,
        /** {@link #BF16} on a device that is faster with it, else {@link #FP32}; results say which was used. */
        @JsonProperty("auto")
        AUTO;

        /**
         * The precision of that name in JSON.
         *
         * @throws InvalidRecipeException if there is none, naming the nearest
         */
        public static Precision named(String name) {
            for (Precision precision : values()) {
                if (precision.label().equals(name)) {
                    return precision;
                }
            }
            throw new InvalidRecipeException(
                    "precision",
                    "is unknown: "
                            + UnknownName.of(
                                    name,
                                    Arrays.stream(values())
                                            .map(Precision::label)
                                            .toList()));
        }

        /** Name in JSON. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
