package org.stylize.gateway.rest;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.stylize.recipe.Losses;

/** All fields that an {@link EventView} may have, for the OpenAPI document only. */
@Schema(name = "JobEvent", description = "A durable event of a job, the data of a server-sent event of the same name.")
public record EventSchema(
        String id,

        @Schema(
                enumeration = {
                    "submitted",
                    "queued",
                    "started",
                    "checkpointed",
                    "retried",
                    "completed",
                    "failed",
                    "cancelled",
                    "expired"
                })
        String type,

        Instant at,
        @Schema(description = "1, 2, 3, … within the job.") long sequence,
        @Nullable String worker,
        @Nullable String device,
        @Nullable Integer delivery,

        @Schema(nullable = true, description = "Of a retried job: when it goes back to the queue.") @Nullable
        Instant notBefore,

        @Schema(nullable = true, description = "Of a checkpoint: steps done so far.") @Nullable
        Integer step,

        @Nullable Integer steps,
        JobView.@Nullable Size size,
        @Nullable Losses losses,
        @Nullable Double optimizationSeconds,

        @Schema(
                nullable = true,
                description = "Of a completed job: true if the caller or the deadline ended the optimization.")
        @Nullable
        Boolean finishedEarly,

        @Nullable String result,

        @Schema(nullable = true, description = "Of a completed job: SHA-256 of the bytes of the result.") @Nullable
        String sha256,

        @Schema(nullable = true, description = "Of a completed job: the earlier job whose result this is a copy of.")
        @Nullable
        String reusedFrom,

        @Nullable ProblemView problem) {}
