package org.stylize.worker;

import static java.util.Objects.requireNonNull;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.stylize.worker.job.JobLoop;
import org.stylize.worker.job.StepWatch;
import org.stylize.worker.kafka.ShareJobRequests;

/** Whether the worker takes jobs, and whether it still can. */
@Singleton
final class WorkerReadiness {
    private final JobLoop loop;
    private final ShareJobRequests requests;
    private final StepWatch steps;

    WorkerReadiness(JobLoop loop, ShareJobRequests requests, StepWatch steps) {
        this.loop = requireNonNull(loop, "loop is null");
        this.requests = requireNonNull(requests, "requests is null");
        this.steps = requireNonNull(steps, "steps is null");
    }

    /** Verified weights are loaded, the store works, the device does, and the worker asks for requests. */
    boolean isReady() {
        return loop.isReady() && requests.isPolling() && !steps.isStuck();
    }

    /** Why the worker is not ready, if that is the store's or the device's fault. */
    Optional<String> trouble() {
        return steps.isStuck() ? Optional.of("no step ended within worker.step-timeout") : loop.trouble();
    }

    /** Both threads that every job needs are alive. */
    boolean isAlive() {
        return loop.isAlive() && requests.isAlive();
    }
}
