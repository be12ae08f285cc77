package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.stylize.recipe.Plan;

/**
 * Something that happened to a job. The events of a job are kept for everybody to read. The last one is
 * {@code completed}, {@code failed}, {@code cancelled} or {@code expired}; no event comes after it.
 */
public sealed interface JobEvent {
    JobId id();

    /** 1, 2, 3, … within the job. */
    long sequence();

    Instant at();

    Kind kind();

    <R> R match(Cases<R> cases);

    /** Whether the job ended with this event. */
    default boolean isTerminal() {
        return kind().isTerminal();
    }

    /** The kinds of events, in the order in which they may first come. */
    enum Kind {
        SUBMITTED,
        QUEUED,
        STARTED,
        CHECKPOINTED,
        RETRIED,
        COMPLETED,
        FAILED,
        CANCELLED,
        EXPIRED;

        /** Whether a job ends with an event of this kind. */
        public boolean isTerminal() {
            return switch (this) {
                case SUBMITTED, QUEUED, STARTED, CHECKPOINTED, RETRIED -> false;
                case COMPLETED, FAILED, CANCELLED, EXPIRED -> true;
            };
        }

        /** {@code submitted}, {@code queued}, … */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One answer for each kind of event. */
    interface Cases<R> {
        R submitted(Submitted event);

        R queued(Queued event);

        R started(Started event);

        R checkpointed(Checkpointed event);

        R retried(Retried event);

        R completed(Completed event);

        R failed(Failed event);

        R cancelled(Cancelled event);

        R expired(Expired event);
    }

    /** The submission was admitted. */
    record Submitted(JobId id, long sequence, Instant at) implements JobEvent {
        public Submitted {
            requireNonNull(id, "id is null");
            requireNonNull(at, "at is null");
        }

        @Override
        public Kind kind() {
            return Kind.SUBMITTED;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.submitted(this);
        }
    }

    /** The job waits for a worker. */
    record Queued(JobId id, long sequence, Instant at) implements JobEvent {
        public Queued {
            requireNonNull(id, "id is null");
            requireNonNull(at, "at is null");
        }

        @Override
        public Kind kind() {
            return Kind.QUEUED;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.queued(this);
        }
    }

    /** A worker began an attempt. */
    record Started(JobId id, long sequence, Instant at, Attempt attempt, Plan plan) implements JobEvent {
        public Started {
            requireNonNull(id, "id is null");
            requireNonNull(at, "at is null");
            requireNonNull(attempt, "attempt is null");
            requireNonNull(plan, "plan is null");
        }

        @Override
        public Kind kind() {
            return Kind.STARTED;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.started(this);
        }
    }

    /**
     * A checkpoint is stored: if the attempt is lost, another one goes on from there.
     *
     * @param step done so far
     */
    record Checkpointed(JobId id, long sequence, Instant at, Attempt attempt, int step) implements JobEvent {
        public Checkpointed {
            requireNonNull(id, "id is null");
            requireNonNull(at, "at is null");
            requireNonNull(attempt, "attempt is null");
        }

        @Override
        public Kind kind() {
            return Kind.CHECKPOINTED;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.checkpointed(this);
        }
    }

    /**
     * The attempt was lost or handed back, and the job waits for another one.
     *
     * @param attempt null if no worker said that it had the job
     * @param notBefore when the job goes back to the queue
     */
    record Retried(
            JobId id, long sequence, Instant at, @Nullable Attempt attempt, Problem problem, Instant notBefore)
            implements JobEvent {
        public Retried {
            requireNonNull(id, "id is null");
            requireNonNull(at, "at is null");
            requireNonNull(problem, "problem is null");
            requireNonNull(notBefore, "notBefore is null");
        }

        @Override
        public Kind kind() {
            return Kind.RETRIED;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.retried(this);
        }
    }

    /** The pastiche can be fetched. */
    record Completed(JobId id, long sequence, Instant at, Attempt attempt, Outcome outcome) implements JobEvent {
        public Completed {
            requireNonNull(id, "id is null");
            requireNonNull(at, "at is null");
            requireNonNull(attempt, "attempt is null");
            requireNonNull(outcome, "outcome is null");
        }

        @Override
        public Kind kind() {
            return Kind.COMPLETED;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.completed(this);
        }
    }

    /** The job cannot be done. */
    record Failed(JobId id, long sequence, Instant at, Problem problem) implements JobEvent {
        public Failed {
            requireNonNull(id, "id is null");
            requireNonNull(at, "at is null");
            requireNonNull(problem, "problem is null");
        }

        @Override
        public Kind kind() {
            return Kind.FAILED;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.failed(this);
        }
    }

    /** The caller cancelled the job, queued or running. */
    record Cancelled(JobId id, long sequence, Instant at) implements JobEvent {
        public Cancelled {
            requireNonNull(id, "id is null");
            requireNonNull(at, "at is null");
        }

        @Override
        public Kind kind() {
            return Kind.CANCELLED;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.cancelled(this);
        }
    }

    /** The time that the caller gave the job passed before the job was done. */
    record Expired(JobId id, long sequence, Instant at) implements JobEvent {
        public Expired {
            requireNonNull(id, "id is null");
            requireNonNull(at, "at is null");
        }

        @Override
        public Kind kind() {
            return Kind.EXPIRED;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.expired(this);
        }
    }
}
