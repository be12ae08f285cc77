package org.stylize.worker.job;

import org.jspecify.annotations.Nullable;
import org.stylize.proto.Attempt;
import org.stylize.proto.StylizationJob;
import org.stylize.recipe.Execution;

/**
 * One delivery of a request for a slice of a job to this worker, held under an acquisition lock that is renewed until the
 * request is settled: {@link #accept} or {@link #release} ends it, and later calls do nothing. Neither of them blocks.
 */
public interface JobRequest {
    StylizationJob job();

    /** How the job has to be done; null: as suits this worker. */
    @Nullable
    Execution execution();

    /** This delivery; its {@link Attempt#delivery()} counts from 1. */
    Attempt attempt();

    /** True once the lock is gone: the job may be running elsewhere, and settling tells the broker nothing. */
    boolean isLockLost();

    /** The ledger knows how this slice ended, or does not want to know: the request is done with. */
    void accept();

    /** The ledger could not be told: the broker gives the request to somebody else. */
    void release();
}
