package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** An order of the ledger to the worker that runs a job. */
public sealed interface JobControl {
    JobId id();

    Instant at();

    <R> R match(Cases<R> cases);

    /** One answer for each order. */
    interface Cases<R> {
        R cancel(Cancel order);

        R finish(Finish order);

        R supersede(Supersede order);
    }

    /** The job has ended: stop before the next step and report nothing. A worker that takes the job later skips it. */
    record Cancel(JobId id, Instant at) implements JobControl {
        public Cancel {
            requireNonNull(id, "id is null");
            requireNonNull(at, "at is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.cancel(this);
        }
    }

    /** Stop before the next step; the present picture is the result. */
    record Finish(JobId id, Instant at) implements JobControl {
        public Finish {
            requireNonNull(id, "id is null");
            requireNonNull(at, "at is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.finish(this);
        }
    }

    /**
     * That attempt is given up: stop before the next step and report nothing.
     *
     * @param attemptId {@link Attempt#id()} of the attempt that is to stop
     */
    record Supersede(JobId id, Instant at, String attemptId) implements JobControl {
        public Supersede {
            requireNonNull(id, "id is null");
            requireNonNull(at, "at is null");
            requireNonNull(attemptId, "attemptId is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.supersede(this);
        }
    }
}
