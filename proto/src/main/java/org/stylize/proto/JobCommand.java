package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** What a caller wants of a job that was submitted. The ledger decides what follows. */
public sealed interface JobCommand {
    JobId id();

    Instant at();

    <R> R match(Cases<R> cases);

    /** One answer for each command. */
    interface Cases<R> {
        R cancel(Cancel command);

        R finish(Finish command);

        R retry(Retry command);

        R delete(Delete command);
    }

    /** End the job, queued or running; nobody wants the result. */
    record Cancel(JobId id, Instant at) implements JobCommand {
        public Cancel {
            requireNonNull(id, "id is null");
            requireNonNull(at, "at is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.cancel(this);
        }
    }

    /** Stop the optimization of a running job; the present picture is the result. */
    record Finish(JobId id, Instant at) implements JobCommand {
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
     * Do a job again that failed, was cancelled or expired.
     *
     * @param retryId id of the new job
     */
    record Retry(JobId id, Instant at, JobId retryId) implements JobCommand {
        public Retry {
            requireNonNull(id, "id is null");
            requireNonNull(at, "at is null");
            requireNonNull(retryId, "retryId is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.retry(this);
        }
    }

    /** Forget a job that has ended, and its pictures. */
    record Delete(JobId id, Instant at) implements JobCommand {
        public Delete {
            requireNonNull(id, "id is null");
            requireNonNull(at, "at is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.delete(this);
        }
    }
}
