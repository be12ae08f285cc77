package org.stylize.worker.job;

import org.jspecify.annotations.Nullable;
import org.stylize.proto.Attempt;
import org.stylize.proto.StylizationJob;
import org.stylize.recipe.Execution;

/**
 * A request, whose job is at the place in its trace where the attempt is.
 *
 * @param job that of the request
 */
record PlacedRequest(JobRequest request, StylizationJob job) implements JobRequest {
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
        request.accept();
    }

    @Override
    public void release() {
        request.release();
    }
}
