package org.stylize.client;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job at the time of the service's answer.
 *
 * @param id a UUID
 * @param preset name of the preset or recipe
 * @param lane null from a service that has no lanes
 * @param batch id of the batch that the job belongs to
 * @param labels to find the job by
 * @param metadata that was submitted with it
 * @param output how the picture is written; null from a service that writes PNGs only
 * @param retryOf the job that this one does again
 * @param updatedAt time of the last event
 * @param deadline when a job that runs is finished with the picture that it has, and any other expires
 * @param expiresAt when the job expires if no worker has begun it by then; only while it waits
 * @param notBefore when the job goes, or went, back to the queue; only while it waits to go on
 * @param queue where the job stands in the queue; only of a single queued job, not in lists
 * @param startedAt start of the current or last attempt
 * @param attempt number of attempts started so far
 * @param execution how the job is done; null before its first attempt
 * @param step number of steps done in the current attempt
 * @param steps number of steps of the whole optimization
 * @param worker that runs the job, or ran it last
 * @param problem why the job failed, or why it waits again
 * @param losses losses of the latest reported step
 * @param links addresses, relative to the host
 * @param size size of the pastiche
 * @param optimizationSeconds time from the first step to the last
 * @param finishedEarly true if the caller or the deadline ended the optimization
 * @param result location of the pastiche in the object store
 * @param sha256 of the bytes of the pastiche, 64 hexadecimal digits
 * @param reusedFrom the earlier job whose result this is a copy of
 */
public record JobView(
        String id,
        JobState state,
        String preset,
        @Nullable Lane lane,
        @Nullable String batch,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> labels,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> metadata,
        @Nullable Output output,
        @Nullable String retryOf,
        @Nullable Instant submittedAt,
        @Nullable Instant updatedAt,
        @Nullable Instant deadline,
        @Nullable Instant expiresAt,
        @Nullable Instant notBefore,
        @Nullable InQueue queue,
        @Nullable Instant startedAt,
        int attempt,
        @Nullable Execution execution,
        int step,
        int steps,
        @Nullable String worker,
        @Nullable Problem problem,
        @Nullable Losses losses,
        @Nullable Links links,
        @Nullable Size size,
        @Nullable Double optimizationSeconds,
        @Nullable Boolean finishedEarly,
        @Nullable String result,
        @Nullable String sha256,
        @Nullable String reusedFrom) {
    public JobView {
        requireNonNull(id, "id is null");
        requireNonNull(state, "state is null");
        preset = preset == null ? "" : preset;
        labels = Json.copyOrEmpty(labels);
        metadata = Json.copyOrEmpty(metadata);
    }

    /**
     * Where a job stands in the queue.
     *
     * @param ahead jobs of the same tenant and lane that wait before it; 10000 also stands for more
     * @param expectedStartAt when a worker will begin it; null if the service cannot say
     */
    public record InQueue(int ahead, @Nullable Instant expectedStartAt) {}

    /**
     * Addresses, relative to the host.
     *
     * @param result the pastiche; there when the job is completed
     * @param manifest how the pastiche was made; there when the job is completed
     * @param preview the latest preview, a JPEG, where there is one
     */
    public record Links(
            @Nullable String self,
            @Nullable String events,
            @Nullable String result,
            @Nullable String manifest,
            @Nullable String preview) {}

    /**
     * How the job is done, as far as its recipe leaves that open and the bytes of the result depend on it.
     *
     * @param precision {@code fp32} or {@code bf16}
     * @param threads of one operator on a CPU; 0 on a GPU
     * @param tileSidePixels longest side of what is processed at once; 0 if {@code memoryBytes} decides
     * @param memoryBytes for the feature maps of the job, more of which makes tiles; 0 for no limit
     * @param backEnd what computes losses and gradients
     * @param processor kind of the device
     */
    public record Execution(
            String precision, int threads, int tileSidePixels, long memoryBytes, String backEnd, String processor) {}

    /** Width and height in pixels. */
    public record Size(int width, int height) {}
}
