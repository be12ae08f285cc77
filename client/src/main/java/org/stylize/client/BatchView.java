package org.stylize.client;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A batch at the time of the service's answer.
 *
 * @param id a UUID
 * @param jobs how many were asked for
 * @param counts jobs by state
 * @param cancelledAt when the whole batch was cancelled; null if it was not
 * @param labels of each job
 * @param metadata of each job
 * @param links addresses, relative to the host
 */
public record BatchView(
        String id,
        BatchState state,
        int jobs,
        Counts counts,
        @Nullable Instant submittedAt,
        @Nullable Instant cancelledAt,
        @Nullable Lane lane,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> labels,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> metadata,
        @Nullable Links links) {
    public BatchView {
        requireNonNull(id, "id is null");
        requireNonNull(state, "state is null");
        requireNonNull(counts, "counts is null");
        labels = Json.copyOrEmpty(labels);
        metadata = Json.copyOrEmpty(metadata);
    }

    /**
     * Jobs by state; a job that was done again counts only as the new one.
     *
     * @param gone deleted, or forgotten after a long time
     */
    public record Counts(
            int submitted, int queued, int running, int completed, int failed, int cancelled, int expired, int gone) {
        /** How many have ended, in whatever way. */
        public int ended() {
            return completed + failed + cancelled + expired + gone;
        }
    }

    /**
     * Addresses, relative to the host.
     *
     * @param jobs the list of its jobs
     * @param events the stream of its events
     * @param results the pictures of all completed jobs, as a ZIP
     * @param contactSheet one JPEG with the completed pictures, small
     */
    public record Links(
            @Nullable String self,
            @Nullable String jobs,
            @Nullable String events,
            @Nullable String results,
            @Nullable String contactSheet) {}
}
