package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.stylize.recipe.Plan;

/** The durable public life of a job. Of {@code completed}, {@code failed}, {@code cancelled} and {@code expired} there is one, the last. */
public sealed interface JobEvent {
    JobId id();

    /** 1, 2, 3, … within the job. */
    long sequence();

    Instant at();

    <R> R match(Cases<R> cases);

    /** Whether the job ended with this event. */
    default boolean isTerminal() {
        return false;
    }

    /** One answer for each kind of event. */
    interface Cases<R> {
        R submitted(Submitted event);

        R queued(Queued event);

        R started(Started event);

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
        public <R> R match(Cases<R> cases) {
            return cases.queued(this);
        }
    }

    /** A worker began. */
    record Started(JobId id, long sequence, Instant at, Attempt attempt, Plan plan) implements JobEvent {
        public Started {
            requireNonNull(id, "id is null");
            requireNonNull(at, "at is null");
            requireNonNull(attempt, "attempt is null");
            requireNonNull(plan, "plan is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.started(this);
        }
    }

    /** That attempt was lost or handed back; another follows. */
    record Retried(JobId id, long sequence, Instant at, Attempt attempt, Problem problem) implements JobEvent {
        public Retried {
            requireNonNull(id, "id is null");
            requireNonNull(at, "at is null");
            requireNonNull(attempt, "attempt is null");
            requireNonNull(problem, "problem is null");
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
        public <R> R match(Cases<R> cases) {
            return cases.completed(this);
        }

        @Override
        public boolean isTerminal() {
            return true;
        }
    }

    /** The job can't be done. */
    record Failed(JobId id, long sequence, Instant at, Problem problem) implements JobEvent {
        public Failed {
            requireNonNull(id, "id is null");
            requireNonNull(at, "at is null");
            requireNonNull(problem, "problem is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.failed(this);
        }

        @Override
        public boolean isTerminal() {
            return true;
        }
    }

    /** The caller took it back. */
    record Cancelled(JobId id, long sequence, Instant at) implements JobEvent {
        public Cancelled {
            requireNonNull(id, "id is null");
            requireNonNull(at, "at is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.cancelled(this);
        }

        @Override
        public boolean isTerminal() {
            return true;
        }
    }

    /** Its deadline passed. */
    record Expired(JobId id, long sequence, Instant at) implements JobEvent {
        public Expired {
            requireNonNull(id, "id is null");
            requireNonNull(at, "at is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.expired(this);
        }

        @Override
        public boolean isTerminal() {
            return true;
        }
    }
}
