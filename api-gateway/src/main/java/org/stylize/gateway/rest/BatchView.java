package org.stylize.gateway.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.BatchRecord;
import org.stylize.proto.JobState;

/** A batch in the API. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "BatchView", description = "Jobs that were submitted together, as they are now.")
record BatchView(
        String id,

        @Schema(
                description =
                        "SUBMITTING while the service hands over its jobs, or if it was interrupted: send the request"
                                + " again with its Idempotency-Key. OPEN until all jobs have ended. Then ENDED.")
        State state,

        @Schema(description = "How many jobs were asked for.")
        int jobs,

        Counts counts,

        Instant submittedAt,

        @Schema(nullable = true, description = "When the whole batch was cancelled.") @Nullable
        Instant cancelledAt,

        @Schema(
                nullable = true,
                description =
                        "When the last job will have ended, by what the workers did lately and as if the jobs of this"
                                + " batch were the last of their lane. Absent when all have ended, without workers, or before"
                                + " anything was measured.")
        @Nullable
        Instant expectedEndAt,

        @Schema(enumeration = {"interactive", "batch"}) String lane,

        @Schema(nullable = true, description = "Of each job.") @Nullable
        Map<String, String> labels,

        @Schema(nullable = true, description = "Of each job.") @Nullable
        Map<String, String> metadata,

        Links links) {
    /** How far a batch is. */
    enum State {
        SUBMITTING,
        OPEN,
        ENDED
    }

    /** Addresses, relative to the host. */
    @Schema(name = "BatchLinks", description = "Addresses, relative to the host.")
    record Links(
            String self,

            @Schema(description = "The list of its jobs.") String jobs,

            @Schema(description = "The stream of its events.")
            String events,

            @Schema(description = "The pictures of all completed jobs, as a ZIP.")
            String results,

            @Schema(description = "One JPEG with the completed pictures, small.")
            String contactSheet) {}

    /** Jobs by state. */
    @Schema(name = "BatchCounts", description = "Jobs by state; a job that was done again counts only as the new one.")
    record Counts(
            int submitted,
            int queued,
            int running,
            int completed,
            int failed,
            int cancelled,
            int expired,

            @Schema(description = "Deleted, or forgotten after a long time.")
            int gone) {
        int open() {
            return submitted + queued + running;
        }
    }

    /** The same, with a forecast of its end. */
    BatchView expectedAt(@Nullable Instant end) {
        return new BatchView(id, state, jobs, counts, submittedAt, cancelledAt, end, lane, labels, metadata, links);
    }

    /** @param isNew whether jobs that nobody knows have not arrived yet; else they are gone */
    static BatchView of(BatchRecord batch, Map<JobState, Integer> states, boolean isNew) {
        int known = states.values().stream().mapToInt(Integer::intValue).sum();
        int unknown = Math.max(0, batch.jobs() - known);
        Counts counts = new Counts(
                states.getOrDefault(JobState.SUBMITTED, 0) + (isNew ? unknown : 0),
                states.getOrDefault(JobState.QUEUED, 0),
                states.getOrDefault(JobState.RUNNING, 0),
                states.getOrDefault(JobState.COMPLETED, 0),
                states.getOrDefault(JobState.FAILED, 0),
                states.getOrDefault(JobState.CANCELLED, 0),
                states.getOrDefault(JobState.EXPIRED, 0),
                isNew ? 0 : unknown);
        String self = "/v1/batches/" + batch.id();
        return new BatchView(
                batch.id().toString(),
                !batch.accepted() ? State.SUBMITTING : counts.open() > 0 ? State.OPEN : State.ENDED,
                batch.jobs(),
                counts,
                batch.submittedAt(),
                batch.cancelledAt(),
                null,
                batch.lane().name().toLowerCase(Locale.ROOT),
                batch.tags().labels().isEmpty() ? null : batch.tags().labels(),
                batch.tags().metadata().isEmpty() ? null : batch.tags().metadata(),
                new Links(
                        self,
                        "/v1/stylizations?batch=" + batch.id(),
                        self + "/events",
                        self + "/results.zip",
                        self + "/contact-sheet"));
    }
}
