package org.stylize.client;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job at the time of the service's answer.
 *
 * @param id a UUID of version 7
 * @param preset name of the preset or recipe
 * @param updatedAt time of the last event
 * @param startedAt start of the current or last attempt
 * @param attempt number of attempts started so far
 * @param step number of steps done in the current attempt
 * @param steps number of steps of the whole optimization
 * @param worker that runs the job, or ran it last
 * @param problem why the job failed
 * @param losses losses of the latest reported step
 * @param links addresses, relative to the host
 * @param size size of the pastiche
 * @param optimizationSeconds time from the first step to the last
 * @param result location of the pastiche in the object store
 */
public record JobView(
        String id,
        JobState state,
        String preset,
        @Nullable Instant submittedAt,
        @Nullable Instant updatedAt,
        @Nullable Instant startedAt,
        int attempt,
        int step,
        int steps,
        @Nullable String worker,
        @Nullable Problem problem,
        @Nullable Losses losses,
        @Nullable Links links,
        @Nullable Size size,
        @Nullable Double optimizationSeconds,
        @Nullable String result) {
    public JobView {
        requireNonNull(id, "id is null");
        requireNonNull(state, "state is null");
        preset = preset == null ? "" : preset;
    }

    /**
     * Addresses, relative to the host.
     *
     * @param result the pastiche, a PNG; there when the job is completed
     * @param preview the latest preview, a JPEG, where there is one
     */
    public record Links(
            @Nullable String self,
            @Nullable String events,
            @Nullable String result,
            @Nullable String preview) {}

    /** Width and height in pixels. */
    public record Size(int width, int height) {}
}
