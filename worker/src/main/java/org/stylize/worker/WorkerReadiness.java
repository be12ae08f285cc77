package org.stylize.worker;

import static java.util.Objects.requireNonNull;

import jakarta.inject.Singleton;
import org.stylize.worker.job.JobLoop;
import org.stylize.worker.kafka.ShareJobRequests;

/** Whether the worker takes jobs, and whether it still can. */
@Singleton
final class WorkerReadiness {
    private final JobLoop loop;
    private final ShareJobRequests requests;

    WorkerReadiness(JobLoop loop, ShareJobRequests requests) {
        this.loop = requireNonNull(loop, "loop is null");
        this.requests = requireNonNull(requests, "requests is null");
    }

    /** Verified weights are loaded and the worker asks for requests. */
    boolean isReady() {
        return loop.isReady() && requests.isPolling();
    }

    /** Both threads that every job needs are alive. */
    boolean isAlive() {
        return loop.isAlive() && requests.isAlive();
    }
}
