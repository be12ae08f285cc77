package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.stylize.recipe.Losses;

/**
 * Progress of an attempt. A record may be lost; the latest counts.
 *
 * @param step done so far, of {@code steps}
 * @param preview a JPEG of the present pastiche, when this progress brings a new one
 */
public record JobProgress(
        JobId id,
        Attempt attempt,
        Instant at,
        int step,
        int steps,
        Losses losses,
        double learningRate,
        double stepsPerSecond,
        double secondsLeft,
        @Nullable ImageRef preview) {
    public JobProgress {
        requireNonNull(id, "id is null");
        requireNonNull(attempt, "attempt is null");
        requireNonNull(at, "at is null");
        requireNonNull(losses, "losses is null");
    }
}
