package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.stylize.recipe.Plan;

/** A worker's report of an attempt; the ledger decides what follows from it. */
public sealed interface JobReport {
    JobId id();

    Attempt attempt();

    Instant at();

    <R> R match(Cases<R> cases);

    /** One answer for each kind of report. */
    interface Cases<R> {
        R started(Started report);

        R completed(Completed report);

        R failed(Failed report);

        R released(Released report);
    }

    /** The optimization begins. */
    record Started(JobId id, Attempt attempt, Instant at, Plan plan) implements JobReport {
        public Started {
            requireNonNull(id, "id is null");
            requireNonNull(attempt, "attempt is null");
            requireNonNull(at, "at is null");
            requireNonNull(plan, "plan is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.started(this);
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

    /** The job cannot succeed, or this was its last delivery. */
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

    /** The attempt ends here and the job goes back to the queue. */
    record Released(JobId id, Attempt attempt, Instant at, Problem problem) implements JobReport {
        public Released {
            requireNonNull(id, "id is null");
            requireNonNull(attempt, "attempt is null");
            requireNonNull(at, "at is null");
            requireNonNull(problem, "problem is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.released(this);
        }
    }
}
