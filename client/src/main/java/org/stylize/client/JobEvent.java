package org.stylize.client;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An event of a job that is followed. */
public sealed interface JobEvent {
    /** Calls the function for this kind of event and returns its result. */
    <R> R match(Cases<R> cases);

    /** One function for each kind of event. */
    interface Cases<R> {
        R snapshot(Snapshot snapshot);

        R happened(Happened happened);

        R progressed(Progressed progressed);

        R previewed(Previewed previewed);

        R disconnected(Disconnected disconnected);
    }

    /**
     * The job as a whole: at the start, and again when events were missed.
     *
     * @param missedEvents whether events before this one were lost
     */
    record Snapshot(JobView job, boolean missedEvents) implements JobEvent {
        public Snapshot {
            requireNonNull(job, "job is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.snapshot(this);
        }
    }

    /**
     * A durable event. Which of the fields from {@code worker} on are present depends on the type.
     *
     * @param id of the job
     * @param type {@code submitted}, {@code queued}, {@code started}, {@code checkpointed}, {@code retried},
     *     {@code completed}, {@code failed}, {@code cancelled}, {@code expired}
     * @param sequence 1, 2, 3, … within the job
     * @param delivery number of times that the request was given to a worker
     * @param size of the pastiche
     * @param notBefore when a retried job goes back to the queue
     * @param step number of steps that a checkpoint keeps
     * @param finishedEarly true if the caller or the deadline ended the optimization of a completed job
     * @param sha256 of the bytes of the pastiche, 64 hexadecimal digits
     * @param reusedFrom the earlier job whose result a completed job has a copy of
     * @param problem why the attempt was lost or the job failed
     */
    record Happened(
            String id,
            String type,
            @Nullable Instant at,
            long sequence,
            @Nullable String worker,
            @Nullable String device,
            @Nullable Integer delivery,
            @Nullable Instant notBefore,
            @Nullable Integer step,
            @Nullable Integer steps,
            JobView.@Nullable Size size,
            @Nullable Losses losses,
            @Nullable Double optimizationSeconds,
            @Nullable Boolean finishedEarly,
            @Nullable String sha256,
            @Nullable String reusedFrom,
            @Nullable Problem problem)
            implements JobEvent {
        public Happened {
            requireNonNull(id, "id is null");
            requireNonNull(type, "type is null");
        }

        /** Whether the job ended with this event. */
        public boolean isTerminal() {
            return switch (type) {
                case "completed", "failed", "cancelled", "expired" -> true;
                default -> false;
            };
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.happened(this);
        }
    }

    /**
     * The progress of a job; some of these events may be lost.
     *
     * @param step number of steps done
     * @param secondsLeft the worker's estimate
     */
    record Progressed(
            int step,
            int steps,
            @Nullable Losses losses,
            double learningRate,
            double stepsPerSecond,
            double secondsLeft,
            @Nullable String worker)
            implements JobEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.progressed(this);
        }
    }

    /**
     * There is a new preview.
     *
     * @param url relative to the host
     */
    record Previewed(String url) implements JobEvent {
        public Previewed {
            requireNonNull(url, "url is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.previewed(this);
        }
    }

    /**
     * The connection is lost. The client connects again and continues after the last durable event.
     *
     * @param reason a text to show
     * @param nextTry time until the next try
     */
    record Disconnected(String reason, Duration nextTry) implements JobEvent {
        public Disconnected {
            requireNonNull(reason, "reason is null");
            requireNonNull(nextTry, "nextTry is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.disconnected(this);
        }
    }
}
