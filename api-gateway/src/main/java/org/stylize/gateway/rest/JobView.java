package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.Attempt;
import org.stylize.proto.JobState;
import org.stylize.proto.JobTags;
import org.stylize.proto.LastAttempt;
import org.stylize.proto.Outcome;
import org.stylize.proto.StylizationJob;
import org.stylize.recipe.Losses;
import org.stylize.recipe.Plan;

/**
 * A job in the API. The JSON has the fields that belong to the job's state; {@link JobSchema} describes each of them.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
    "id",
    "state",
    "preset",
    "lane",
    "batch",
    "labels",
    "metadata",
    "output",
    "retryOf",
    "reusedFrom",
    "submittedAt",
    "updatedAt",
    "deadline",
    "expiresAt",
    "notBefore",
    "queue",
    "startedAt",
    "attempt",
    "execution",
    "step",
    "steps",
    "worker",
    "problem",
    "losses",
    "links",
    "size",
    "optimizationSeconds",
    "finishedEarly",
    "result",
    "sha256"
})
public sealed interface JobView {
    @JsonIgnore
    Head head();

    @JsonProperty
    JobState state();

    /** Steps of the whole optimization. */
    @JsonProperty
    int steps();

    @JsonProperty
    default String id() {
        return head().id();
    }

    @JsonProperty
    default String preset() {
        return head().preset();
    }

    @JsonProperty
    default Instant submittedAt() {
        return head().submittedAt();
    }

    @JsonProperty
    default Instant updatedAt() {
        return head().updatedAt();
    }

    @JsonProperty
    default @Nullable Instant deadline() {
        return head().deadline();
    }

    @JsonProperty
    default @Nullable String retryOf() {
        return head().retryOf();
    }

    /** {@code interactive} or {@code batch}. */
    @JsonProperty
    default String lane() {
        return head().about().lane();
    }

    @JsonProperty
    default @Nullable String batch() {
        return head().about().batch();
    }

    @JsonProperty
    default @Nullable Map<String, String> labels() {
        return head().about().labels();
    }

    @JsonProperty
    default @Nullable Map<String, String> metadata() {
        return head().about().metadata();
    }

    @JsonProperty
    default OutputView output() {
        return head().about().output();
    }

    @JsonProperty
    default int attempt() {
        return head().attempt();
    }

    @JsonProperty
    default @Nullable ExecutionView execution() {
        return head().execution();
    }

    @JsonProperty
    default Links links() {
        return head().links();
    }

    @JsonProperty
    default int step() {
        return 0;
    }

    @JsonProperty
    default @Nullable Instant startedAt() {
        return null;
    }

    @JsonProperty
    default @Nullable String worker() {
        return null;
    }

    @JsonProperty
    default @Nullable ProblemView problem() {
        return null;
    }

    @JsonProperty
    default @Nullable Losses losses() {
        return null;
    }

    @JsonProperty
    default @Nullable Size size() {
        return null;
    }

    /**
     * What the caller said of the job, besides pictures and recipe.
     *
     * @param lane {@code interactive} or {@code batch}
     * @param batch that it belongs to; null for none
     * @param labels null for none
     * @param metadata null for none
     */
    record About(
            String lane,
            @Nullable String batch,
            @Nullable Map<String, String> labels,
            @Nullable Map<String, String> metadata,
            OutputView output) {
        static About of(StylizationJob job) {
            JobTags tags = job.tags();
            return new About(
                    job.terms().lane().name().toLowerCase(Locale.ROOT),
                    tags.batch() == null ? null : tags.batch().toString(),
                    tags.labels().isEmpty() ? null : tags.labels(),
                    tags.metadata().isEmpty() ? null : tags.metadata(),
                    OutputView.of(job.output()));
        }
    }

    /**
     * Fields that a job has in every state.
     *
     * @param preset name of the preset or recipe
     * @param updatedAt time of the last event
     * @param deadline when a job that runs is finished with the picture that it has, and any other expires; null: never
     * @param retryOf the job that this one does again; null if it is no retry
     * @param attempt number of attempts started so far
     * @param execution how the job is done; null before the first attempt
     */
    record Head(
            String id,
            String preset,
            About about,
            Instant submittedAt,
            Instant updatedAt,
            @Nullable Instant deadline,
            @Nullable String retryOf,
            int attempt,
            @Nullable ExecutionView execution,
            Links links) {
        public Head {
            requireNonNull(id, "id is null");
            requireNonNull(preset, "preset is null");
            requireNonNull(about, "about is null");
            requireNonNull(submittedAt, "submittedAt is null");
            requireNonNull(updatedAt, "updatedAt is null");
            requireNonNull(links, "links is null");
        }
    }

    /**
     * The job is submitted or in the queue.
     *
     * @param step done so far: a checkpoint keeps them
     * @param problem why the job is in the queue again; null if nothing went wrong
     * @param expiresAt when the job expires if no worker has begun it by then; null: never, or one has
     * @param notBefore when the job goes, or went, back to the queue; null if it waits for its first attempt
     * @param queue where it stands there; null in lists and events, and if it is not queued
     */
    record Waiting(
            Head head,
            JobState state,
            int step,
            int steps,
            @Nullable ProblemView problem,
            @JsonProperty @Nullable Instant expiresAt,
            @JsonProperty @Nullable Instant notBefore,
            @JsonProperty @Nullable InQueue queue)
            implements JobView {}

    /**
     * A worker runs the job.
     *
     * @param step done so far in this attempt
     * @param losses of the latest step that was reported; null before the first report
     */
    record Running(
            Head head,
            String worker,
            Instant startedAt,
            int step,
            int steps,
            @Nullable Losses losses,
            Size size) implements JobView {
        @Override
        public JobState state() {
            return JobState.RUNNING;
        }
    }

    /**
     * The pastiche can be fetched.
     *
     * @param startedAt start of the attempt that ran when the job completed; null if no attempt was known to run
     * @param finishedEarly true if the caller or the deadline ended the optimization; null if it went to its end
     * @param result the object in the store, {@code s3://bucket/key}
     * @param sha256 of the bytes of the result, 64 hexadecimal digits; null if the worker did not say
     * @param reusedFrom the earlier job whose result this is a copy of; null if this job made it
     */
    record Completed(
            Head head,
            String worker,
            @Nullable Instant startedAt,
            int steps,
            Losses losses,
            Size size,
            @JsonProperty double optimizationSeconds,
            @JsonProperty @Nullable Boolean finishedEarly,
            @JsonProperty String result,
            @JsonProperty @Nullable String sha256,
            @JsonProperty @Nullable String reusedFrom)
            implements JobView {
        @Override
        public JobState state() {
            return JobState.COMPLETED;
        }

        @Override
        public int step() {
            return steps;
        }
    }

    /** The job ended without a pastiche. */
    sealed interface Unfinished extends JobView {
        @JsonIgnore
        LastAttempt last();

        @Override
        default @Nullable Instant startedAt() {
            return last().startedAt();
        }

        @Override
        default @Nullable String worker() {
            Attempt attempt = last().attempt();
            return attempt == null ? null : attempt.worker();
        }

        @Override
        default @Nullable Size size() {
            Plan plan = last().plan();
            return plan == null ? null : Size.of(plan);
        }
    }

    /** The job cannot be done. */
    record Failed(Head head, int steps, LastAttempt last, ProblemView problem) implements Unfinished {
        @Override
        public JobState state() {
            return JobState.FAILED;
        }
    }

    /** The caller cancelled the job. */
    record Cancelled(Head head, int steps, LastAttempt last) implements Unfinished {
        @Override
        public JobState state() {
            return JobState.CANCELLED;
        }
    }

    /** The caller's deadline for the job has passed. */
    record Expired(Head head, int steps, LastAttempt last) implements Unfinished {
        @Override
        public JobState state() {
            return JobState.EXPIRED;
        }
    }

    /** Where a job stands in the queue. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "InQueue", description = "Where a job stands in the queue.")
    record InQueue(
            @Schema(
                    description =
                            "Jobs of the same tenant and lane that were admitted before and wait too; 10000 also stands"
                                    + " for more.")
            int ahead,

            @Schema(
                    nullable = true,
                    description =
                            "When a worker will begin it, by what the workers did lately. Absent without workers, or"
                                    + " before anything was measured.")
            @Nullable
            Instant expectedStartAt) {}

    /** Addresses, relative to the host. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Links", description = "Addresses, relative to the host.")
    record Links(
            String self,
            String events,

            @Schema(nullable = true, description = "The pastiche; there when the job is completed.") @Nullable
            String result,

            @Schema(nullable = true, description = "How the pastiche was made, JSON; there when the job is completed.")
            @Nullable
            String manifest,

            @Schema(nullable = true, description = "The latest preview, a JPEG, where there is one.") @Nullable
            String preview) {}

    /** Width and height in pixels. */
    @Schema(name = "Size", description = "Width and height in pixels.")
    record Size(int width, int height) {
        static Size of(Plan plan) {
            return new Size(plan.width(), plan.height());
        }

        static Size of(Outcome outcome) {
            return new Size(outcome.width(), outcome.height());
        }
    }
}
