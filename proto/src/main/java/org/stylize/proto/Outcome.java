package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
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
 * @param sha256 of the stored bytes, 64 hexadecimal digits; empty if the worker's release did not say
 * @param finishedEarly whether the caller or the deadline ended the optimization
 * @param manifest JSON that says how the pastiche was made; null if the worker's release wrote none
 */
public record Outcome(
        ImageRef pastiche,
        int steps,
        int width,
        int height,
        Losses losses,
        double optimizationSeconds,
        String sha256,
        boolean finishedEarly,
        @Nullable ImageRef manifest) {
    public Outcome {
        requireNonNull(pastiche, "pastiche is null");
        requireNonNull(losses, "losses is null");
        requireNonNull(sha256, "sha256 is null");
    }
}
