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
 * @param madeOf what the pastiche was made of, as {@link MadeOf} says it; empty if the worker's release did not say
 * @param reusedFrom the job whose result this is a copy of; null if an attempt at this job made it
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
        @Nullable ImageRef manifest,
        String madeOf,
        @Nullable JobId reusedFrom) {
    public Outcome {
        requireNonNull(pastiche, "pastiche is null");
        requireNonNull(losses, "losses is null");
        requireNonNull(sha256, "sha256 is null");
        requireNonNull(madeOf, "madeOf is null");
    }

    /** A result of an attempt that did not say what it is made of. */
    public Outcome(
            ImageRef pastiche,
            int steps,
            int width,
            int height,
            Losses losses,
            double optimizationSeconds,
            String sha256,
            boolean finishedEarly,
            @Nullable ImageRef manifest) {
        this(pastiche, steps, width, height, losses, optimizationSeconds, sha256, finishedEarly, manifest, "", null);
    }

    /** Whether a job that asks for the same may have a copy of it. */
    public boolean isReusable() {
        return !madeOf.isEmpty() && !finishedEarly;
    }

    /** A copy of this result, for another job. */
    public Outcome copiedTo(ImageRef otherPastiche, @Nullable ImageRef otherManifest, JobId from) {
        return new Outcome(
                otherPastiche,
                steps,
                width,
                height,
                losses,
                optimizationSeconds,
                sha256,
                finishedEarly,
                otherManifest,
                madeOf,
                from);
    }
}
