package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.stylize.recipe.Execution;
import org.stylize.recipe.Plan;

/** A worker's report of an attempt; the ledger decides what follows from it. */
public sealed interface JobReport {
    JobId id();

    Attempt attempt();

    Instant at();

    /** Whether the worker goes on with the attempt after this report. */
    default boolean goesOn() {
        return false;
    }

    <R> R match(Cases<R> cases);

    /** One answer for each kind of report. */
    interface Cases<R> {
        R started(Started report);

        R checkpointed(Checkpointed report);

        R completed(Completed report);

        R failed(Failed report);

        R released(Released report);

        R sliceEnded(SliceEnded report);
    }

    /** Why a worker gives a job back that may still succeed. */
    enum Release {
        /** A fault ended the attempt. A number of these in a row fails the job. */
        FAULT,
        /** The worker is being stopped. It costs the job nothing. */
        SHUTDOWN,
        /** The store or the broker did not answer for long. It costs the job nothing but a pause. */
        SURROUNDINGS,
        /** The worker cannot do the job in the way in which it was begun. It costs the job nothing but a pause. */
        UNABLE
    }

    /**
     * The optimization begins.
     *
     * @param execution how the recipe is carried out; null if the worker's release did not say
     */
    record Started(
            JobId id,
            Attempt attempt,
            Instant at,
            Plan plan,
            @Nullable Execution execution) implements JobReport {
        public Started {
            requireNonNull(id, "id is null");
            requireNonNull(attempt, "attempt is null");
            requireNonNull(at, "at is null");
            requireNonNull(plan, "plan is null");
        }

        @Override
        public boolean goesOn() {
            return true;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.started(this);
        }
    }

    /**
     * A checkpoint is stored: another worker can go on from there.
     *
     * @param step done so far
     */
    record Checkpointed(JobId id, Attempt attempt, Instant at, int step) implements JobReport {
        public Checkpointed {
            requireNonNull(id, "id is null");
            requireNonNull(attempt, "attempt is null");
            requireNonNull(at, "at is null");
        }

        @Override
        public boolean goesOn() {
            return true;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.checkpointed(this);
        }
    }

    /** The pastiche is stored. */
    record Completed(JobId id, Attempt attempt, Instant at, Outcome outcome) implements JobReport {
        public Completed {
            requireNonNull(id, "id is null");
            requireNonNull(attempt, "attempt is null");
            requireNonNull(at, "at is null");
            requireNonNull(outcome, "outcome is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.completed(this);
        }
    }

    /** The job cannot succeed. */
    record Failed(JobId id, Attempt attempt, Instant at, Problem problem) implements JobReport {
        public Failed {
            requireNonNull(id, "id is null");
            requireNonNull(attempt, "attempt is null");
            requireNonNull(at, "at is null");
            requireNonNull(problem, "problem is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.failed(this);
        }
    }

    /** The attempt ends here, and the job may succeed later or elsewhere. */
    record Released(JobId id, Attempt attempt, Instant at, Release why, Problem problem) implements JobReport {
        public Released {
            requireNonNull(id, "id is null");
            requireNonNull(attempt, "attempt is null");
            requireNonNull(at, "at is null");
            requireNonNull(why, "why is null");
            requireNonNull(problem, "problem is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.released(this);
        }
    }

    /** The time of the slice is over, and its checkpoint is stored: the job goes to the back of the queue. */
    record SliceEnded(JobId id, Attempt attempt, Instant at) implements JobReport {
        public SliceEnded {
            requireNonNull(id, "id is null");
            requireNonNull(attempt, "attempt is null");
            requireNonNull(at, "at is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.sliceEnded(this);
        }
    }
}
