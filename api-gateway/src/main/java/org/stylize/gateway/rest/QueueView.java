package org.stylize.gateway.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The queue in the API. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "QueueView", description = "What waits, what runs, and how long a new job would wait.")
record QueueView(
        @Schema(description = "The lanes of the caller's tenant.")
        List<LaneView> lanes,

        @Schema(description = "Workers that are there.") int workers,

        @Schema(description = "Jobs that run, of all tenants, by kind of device.", examples = "{\"gpu\": 3}")
        Map<String, Integer> running,

        @Schema(
                description =
                        "What one worker did lately, by kind of device: pixels of the pastiche times steps, a second."
                                + " A kind without a completed job is absent.",
                examples = "{\"gpu\": 41000000}")
        Map<String, Double> pixelStepsPerSecond,

        @Schema(nullable = true, description = "Jobs of all tenants that wait; only for a key with the scope operator.")
        @Nullable
        Long allWaiting) {
    QueueView {
        lanes = List.copyOf(lanes);
        running = Map.copyOf(running);
        pixelStepsPerSecond = Map.copyOf(pixelStepsPerSecond);
    }

    /** Jobs of one tenant that wait in one lane. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "LaneView", description = "Jobs of one tenant that wait in one lane.")
    record LaneView(
            @Schema(enumeration = {"interactive", "batch"}) String lane,

            @Schema(description = "Jobs that wait.") long waiting,

            @Schema(description = "What is left to do for them, at most.")
            long pixelSteps,

            @Schema(
                    nullable = true,
                    description =
                            "How long a job that is submitted now would wait, by what the workers did lately. Absent"
                                    + " without workers, or before anything was measured.")
            @Nullable
            Double expectedWaitSeconds) {}
}
