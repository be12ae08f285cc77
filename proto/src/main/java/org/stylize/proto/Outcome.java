package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import org.stylize.recipe.Losses;

/**
 * The result of an attempt.
 *
 * @param pastiche the stored result, a PNG
 * @param steps done
 * @param width of the pastiche, pixels
 * @param height of the pastiche, pixels
 * @param losses of the last step
 * @param optimizationSeconds from the first step to the last
 */
public record Outcome(ImageRef pastiche, int steps, int width, int height, Losses losses, double optimizationSeconds) {
    public Outcome {
        requireNonNull(pastiche, "pastiche is null");
        requireNonNull(losses, "losses is null");
    }
}
