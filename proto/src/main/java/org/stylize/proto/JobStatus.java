package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.stylize.recipe.Plan;

/** The state of a job, with exactly the data that a job in this state has. */
public sealed interface JobStatus {
    JobState state();

    /** The attempt that the ledger heard of last. */
    LastAttempt lastAttempt();

    /** Why the job failed or waits again; null in every other status. */
    default @Nullable Problem problem() {
        return null;
    }

    /** What the job made; null until it is completed. */
    default @Nullable Outcome outcome() {
        return null;
    }

    <R> R match(Cases<R> cases);

    /** One answer for each status. */
    interface Cases<R> {
        R submitted(Submitted status);

        R queued(Queued status);

        R requeued(Requeued status);

        R running(Running status);

        R completed(Completed status);

        R failed(Failed status);

        R cancelled(Cancelled status);

        R expired(Expired status);
    }

    /** The broker has the submission; the ledger has not read it. */
    record Submitted() implements JobStatus {
        @Override
        public JobState state() {
            return JobState.SUBMITTED;
        }

        @Override
        public LastAttempt lastAttempt() {
            return new LastAttempt.None();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.submitted(this);
        }
    }

    /** The job waits for its first attempt. */
    record Queued() implements JobStatus {
        @Override
        public JobState state() {
            return JobState.QUEUED;
        }

        @Override
        public LastAttempt lastAttempt() {
            return new LastAttempt.None();
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.queued(this);
        }
    }

    /**
     * The job waits to go on.
     *
     * @param lastAttempt that was lost or handed back, or whose slice is over; none if no worker said that it had the job
     * @param problem why; null if only a slice is over
     * @param notBefore when the job goes, or went, back to the queue
     */
    record Requeued(LastAttempt lastAttempt, @Nullable Problem problem, Instant notBefore) implements JobStatus {
        public Requeued {
            requireNonNull(lastAttempt, "lastAttempt is null");
            requireNonNull(notBefore, "notBefore is null");
        }

        @Override
        public JobState state() {
            return JobState.QUEUED;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.requeued(this);
        }
    }

    /** A worker optimizes the pastiche. */
    record Running(Attempt attempt, Plan plan, Instant startedAt) implements JobStatus {
        public Running {
            requireNonNull(attempt, "attempt is null");
            requireNonNull(plan, "plan is null");
            requireNonNull(startedAt, "startedAt is null");
        }

        @Override
        public JobState state() {
            return JobState.RUNNING;
        }

        @Override
        public LastAttempt lastAttempt() {
            return new LastAttempt.Begun(attempt, plan, startedAt);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.running(this);
        }
    }

    /**
     * The pastiche can be fetched.
     *
     * @param attempt that made it
     * @param startedAt start of the attempt that ran when the job completed; null if no attempt was known to run
     */
    record Completed(
            Attempt attempt, Outcome outcome, @Nullable Instant startedAt) implements JobStatus {
        public Completed {
            requireNonNull(attempt, "attempt is null");
            requireNonNull(outcome, "outcome is null");
        }

        @Override
        public JobState state() {
            return JobState.COMPLETED;
        }

        @Override
        public LastAttempt lastAttempt() {
            return new LastAttempt.Ended(attempt);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.completed(this);
        }
    }

    /** The job cannot be done. */
    record Failed(Problem problem, LastAttempt lastAttempt) implements JobStatus {
        public Failed {
            requireNonNull(problem, "problem is null");
            requireNonNull(lastAttempt, "lastAttempt is null");
        }

        @Override
        public JobState state() {
            return JobState.FAILED;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.failed(this);
        }
    }

    /** The caller cancelled the job. */
    record Cancelled(LastAttempt lastAttempt) implements JobStatus {
        public Cancelled {
            requireNonNull(lastAttempt, "lastAttempt is null");
        }

        @Override
        public JobState state() {
            return JobState.CANCELLED;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.cancelled(this);
        }
    }

    /** The time that the caller gave the job has passed. */
    record Expired(LastAttempt lastAttempt) implements JobStatus {
        public Expired {
            requireNonNull(lastAttempt, "lastAttempt is null");
        }

        @Override
        public JobState state() {
            return JobState.EXPIRED;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.expired(this);
        }
    }
}
