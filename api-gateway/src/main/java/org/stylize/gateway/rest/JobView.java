package org.stylize.gateway.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.JobState;
import org.stylize.recipe.Losses;

/**
 * A job as it stands.
 *
 * @param preset name of the preset or recipe
 * @param updatedAt time of the last event
 * @param startedAt of the present or last attempt
 * @param attempt number of attempts started so far
 * @param step done so far in the present attempt
 * @param steps of the whole optimization
 * @param worker that runs the job, or ran it last
 * @param problem why it failed
 * @param losses of the latest step that was told of
 * @param size of the pastiche
 * @param optimizationSeconds from the first step to the last
 * @param result where the pastiche lies in the store
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "JobView", description = "A job as it stands.")
public record JobView(
        @Schema(examples = "0198f0c2-7e5b-7c31-9a55-3f0c9a1d2b4e", description = "A UUID of version 7.")
        String id,

        JobState state,

        @Schema(examples = "d2l", description = "Name of the preset or recipe.")
        String preset,

        Instant submittedAt,
        @Schema(description = "Time of the last event.") Instant updatedAt,

        @Schema(nullable = true, description = "Start of the present or last attempt.") @Nullable
        Instant startedAt,

        @Schema(description = "Number of attempts started so far.")
        int attempt,

        @Schema(description = "Steps done so far in the present attempt.")
        int step,

        @Schema(description = "Steps of the whole optimization.")
        int steps,

        @Schema(nullable = true, description = "The worker that runs the job, or ran it last.") @Nullable
        String worker,

        @Schema(nullable = true, description = "Why the job failed.") @Nullable
        ProblemView problem,

        @Schema(nullable = true, description = "Losses of the latest step that was told of, weighted.") @Nullable
        Losses losses,

        Links links,

        @Schema(nullable = true, description = "Size of the pastiche in pixels.") @Nullable
        Size size,

        @Schema(nullable = true, description = "Time from the first step to the last.") @Nullable
        Double optimizationSeconds,

        @Schema(nullable = true, description = "Where the pastiche lies in the object store: s3://bucket/key.")
        @Nullable
        String result) {

    /** Addresses, relative to the host. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Links", description = "Addresses, relative to the host.")
    public record Links(
            String self,
            String events,

            @Schema(nullable = true, description = "The pastiche, a PNG; there when the job is completed.") @Nullable
            String result,

            @Schema(nullable = true, description = "The latest preview, a JPEG, where there is one.") @Nullable
            String preview) {}

    /** Width and height in pixels. */
    @Schema(name = "Size", description = "Width and height in pixels.")
    public record Size(int width, int height) {}
}
