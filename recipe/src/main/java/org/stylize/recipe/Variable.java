package org.stylize.recipe;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The numbers that are optimized, and which of the pictures on the way is the pastiche.
 *
 * @param space what the numbers mean; learning rate and total variation are measured in it
 * @param clamped whether the picture is cut to what can be shown after every step
 * @param averageDecay 0 for the last picture; else the pastiche is the mean of all pictures of a scale, each counting so
 *     many times as much as the one after it, up to but not including 1
 */
public record Variable(Space space, boolean clamped, double averageDecay) {
    /** As the network reads it, never cut, the last picture. */
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
