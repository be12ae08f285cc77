package org.stylize.gateway.rest;

import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.JobState;
import org.stylize.proto.JobTags;
import org.stylize.recipe.Losses;

/**
 * All fields that a {@link JobView} may have, for the OpenAPI document only.
 *
 * @param preset name of the preset or recipe
 * @param lane {@code interactive} or {@code batch}
 * @param batch that the job belongs to
 * @param labels of the caller
 * @param metadata of the caller
 * @param output how the picture is written
 * @param retryOf the job that this one does again
 * @param updatedAt time of the last event
 * @param deadline when a job that runs is finished with the picture that it has, and any other expires
 * @param expiresAt when the job expires if no worker has begun it by then
 * @param notBefore when the job goes, or went, back to the queue
 * @param queue where the job stands
 * @param startedAt of the present or last attempt
 * @param attempt number of attempts started so far
 * @param execution how the job is done
 * @param step done so far in the present attempt
 * @param steps of the whole optimization
 * @param worker that runs the job, or ran it last
 * @param problem why it failed or waits again
 * @param losses of the latest step that was reported
 * @param size of the pastiche
 * @param optimizationSeconds time from the first step to the last
 * @param finishedEarly whether the caller or the deadline ended the optimization
 * @param result object of the pastiche in the store
 * @param sha256 of the bytes of the pastiche
 * @param reusedFrom the earlier job whose result this is a copy of
 */
@Schema(name = "JobView", description = "A job in its present state.")
public record JobSchema(
        @Schema(format = "uuid", examples = "0198f0c2-7e5b-7c31-9a55-3f0c9a1d2b4e", description = "A UUID.")
        String id,

        JobState state,

        @Schema(examples = "d2l", description = "Name of the preset or recipe.")
        String preset,

        @Schema(
                enumeration = {"interactive", "batch"},
                examples = "interactive",
                description = "Whether somebody waits for the picture.")
        String lane,

        @Schema(nullable = true, format = "uuid", description = "The batch that the job belongs to.") @Nullable
        String batch,

        @Schema(
                nullable = true,
                maxProperties = JobTags.MOST_LABELS,
                description = "Of the caller, to find the job by.",
                examples = "{\"customer\": \"4711\"}")
        @Nullable
        Map<String, String> labels,

        @Schema(nullable = true, maxProperties = JobTags.MOST_METADATA, description = "Of the caller, as they came.")
        @Nullable
        Map<String, String> metadata,

        OutputView output,

        @Schema(nullable = true, format = "uuid", description = "The job that this one does again.") @Nullable
        String retryOf,

        Instant submittedAt,
        @Schema(description = "Time of the last event.") Instant updatedAt,

        @Schema(
                nullable = true,
                description = "At this time, a job that runs is finished with the picture that it has, and any other"
                        + " expires.")
        @Nullable
        Instant deadline,

        @Schema(
                nullable = true,
                description = "The job expires at this time if no worker has begun it by then; only while it waits.")
        @Nullable
        Instant expiresAt,

        @Schema(
                nullable = true,
                description = "When the job goes, or went, back to the queue; only while it waits to go on.")
        @Nullable
        Instant notBefore,

        @Schema(
                nullable = true,
                description = "Where the job stands in the queue; only in the answer to GET of a queued job.")
        JobView.@Nullable InQueue queue,

        @Schema(nullable = true, description = "Start of the present or last attempt.") @Nullable
        Instant startedAt,

        @Schema(description = "Number of attempts started so far.")
        int attempt,

        @Schema(nullable = true, description = "How the job is done; absent before its first attempt.") @Nullable
        ExecutionView execution,

        @Schema(description = "Steps done so far; of a job that waits, those that a checkpoint keeps.")
        int step,

        @Schema(description = "Steps of the whole optimization.")
        int steps,

        @Schema(nullable = true, description = "The worker that runs the job, or ran it last.") @Nullable
        String worker,

        @Schema(nullable = true, description = "Why the job failed, or why it waits again.") @Nullable
        ProblemView problem,

        @Schema(nullable = true, description = "Losses of the latest step that was reported, weighted.") @Nullable
        Losses losses,

        JobView.Links links,

        @Schema(nullable = true, description = "Size of the pastiche in pixels.")
        JobView.@Nullable Size size,

        @Schema(nullable = true, description = "Time from the first step to the last.") @Nullable
        Double optimizationSeconds,

        @Schema(
                nullable = true,
                description =
                        "True if the caller or the deadline ended the optimization of a completed job; absent if it"
                                + " went to its end.")
        @Nullable
        Boolean finishedEarly,

        @Schema(nullable = true, description = "The pastiche in the object store: s3://bucket/key.") @Nullable
        String result,

        @Schema(
                nullable = true,
                pattern = "^[0-9a-f]{64}$",
                description = "SHA-256 of the bytes of the pastiche; absent if the worker did not say.")
        @Nullable
        String sha256,

        @Schema(
                nullable = true,
                format = "uuid",
                description = "The earlier job whose result this is a copy of; absent if this job made it.")
        @Nullable
        String reusedFrom) {}
