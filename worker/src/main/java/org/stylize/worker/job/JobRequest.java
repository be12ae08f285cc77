package org.stylize.worker.job;

import org.stylize.proto.Attempt;
import org.stylize.proto.StylizationJob;

/**
 * One delivery of a job to this worker, held under an acquisition lock that is renewed until the request is settled:
 * exactly one of {@link #accept}, {@link #release}, {@link #reject} ends it, and later calls do nothing. None of them
 * blocks; the broker hears of it from the thread that polls.
 */
public interface JobRequest {
    StylizationJob job();

    /** This delivery; its {@link Attempt#delivery()} counts from 1. */
    Attempt attempt();

    /** True once the lock is gone: the job may be running elsewhere, and settling tells the broker nothing. */
    boolean isLockLost();

    /** The job is done. */
    void accept();

    /** Somebody else shall do it, at once. */
    void release();

    /** Nobody shall do it again. */
    void reject();
}
