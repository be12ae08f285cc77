package org.stylize.worker.kafka;

import org.jspecify.annotations.Nullable;
import org.stylize.proto.Attempt;
import org.stylize.proto.StylizationJob;
import org.stylize.recipe.Execution;
import org.stylize.worker.job.JobRequest;

/** A request whose acceptance does not reach the broker: it comes free again. */
record UnheardRequest(JobRequest request) implements JobRequest {
    @Override
    public StylizationJob job() {
        return request.job();
    }

    @Override
    public @Nullable Execution execution() {
        return request.execution();
    }

    @Override
    public Attempt attempt() {
        return request.attempt();
    }

    @Override
    public boolean isLockLost() {
        return request.isLockLost();
    }

    @Override
    public void accept() {
        request.release();
    }

    @Override
    public void release() {
        request.release();
    }
}
