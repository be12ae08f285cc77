package org.stylize.gateway.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a job would cost, in the API. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Estimate",
        description = "What the jobs would cost, and when they would be done, by what the workers did lately.")
record EstimateView(
        int jobs,

        @Schema(nullable = true, description = "Size of each pastiche; absent if that of the photograph is not known.")
        JobView.@Nullable Size size,

        @Schema(description = "Steps of each job, over all scales.")
        int steps,

        @Schema(description = "Of all jobs: pixels of the pastiche times steps, over all scales. Quotas count these.")
        long pixelSteps,

        @Schema(
                nullable = true,
                description =
                        "About how many bytes of memory a worker on a CPU has when it does one of the jobs in fp32; off by up"
                                + " to a third. Absent if the size is not known.")
        @Nullable
        Long workerMemoryBytes,

        @Schema(description = "Jobs of the tenant that wait in the lane now.")
        long waiting,

        @Schema(
                nullable = true,
                description = "Time of one worker for all jobs, without waiting. Absent before anything was measured.")
        @Nullable
        Double workerSeconds,

        @Schema(
                nullable = true,
                description =
                        "When the first job would begin. Absent without workers, or before anything was measured.")
        @Nullable
        Instant expectedStartAt,

        @Schema(nullable = true, description = "When the last job would be done; absent as above.") @Nullable
        Instant expectedEndAt,

        @Schema(
                nullable = true,
                description =
                        "Why the jobs would be refused if they were submitted now: a quota of the tenant. Absent if they"
                                + " would not.")
        @Nullable
        ProblemView refusal) {}
