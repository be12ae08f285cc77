package org.stylize.recipe;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The numbers that are optimized, and how the pastiche is made from the pictures after each step.
 *
 * @param space what the numbers mean; learning rate and total variation refer to this space
 * @param clamped whether the picture is clamped to valid colours after every step
 * @param averageDecay 0 takes the last picture. Otherwise the pastiche is a weighted mean of all pictures of a scale,
 *     in which the weight of a picture is this factor times the weight of the next one; below 1
 */
public record Variable(Space space, boolean clamped, double averageDecay) {
    /** In the network's space, not clamped, the last picture. */
    public static final Variable PLAIN = new Variable(Space.NORMALIZED, false, 0);

    public Variable {
        requireNonNull(space, "space is null");
        if (!(averageDecay >= 0 && averageDecay < 1)) {
            throw new InvalidRecipeException(
                    "averageDecay", "must be a number from 0 to below 1 but is " + averageDecay);
        }
    }

    /** What a picture's numbers mean. */
    public enum Space {
        /** (x − mean) / deviation of each colour, as the network reads it. */
        @JsonProperty("normalized")
        NORMALIZED,
        /** Red, green and blue from 0 to 1. */
        @JsonProperty("rgb")
        RGB
    }
}
