package org.stylize.benchmarks.crowd;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.stylize.proto.Attempt;
import org.stylize.proto.StylizationJob;
import org.stylize.recipe.Plan;
import org.stylize.worker.job.JobEnd;
import org.stylize.worker.job.JobObserver;

/** What happened to all workers of this process. For any thread. */
final class Counts implements JobObserver {
    private final LongAdder delivered = new LongAdder();
    private final LongAdder deliveredAgain = new LongAdder();
    private final LongAdder renewed = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final LongAdder resumed = new LongAdder();
    private final LongAdder checkpointed = new LongAdder();
    private final LongAdder completed = new LongAdder();

    @Override
    public void delivered(int delivery) {
        delivered.increment();
        if (delivery > 1) {
            deliveredAgain.increment();
        }
    }

    @Override
    public void undecodable() {}

    @Override
    public void renewed() {
        renewed.increment();
    }

    @Override
    public void lockLost() {
        lost.increment();
    }

    @Override
    public void started(StylizationJob job, Attempt attempt, Plan plan) {}

    @Override
    public void resumed(StylizationJob job) {
        resumed.increment();
    }

    @Override
    public void checkpointed(StylizationJob job) {
        checkpointed.increment();
    }

    @Override
    public void ended(StylizationJob job, JobEnd end, Duration took) {
        if (end == JobEnd.COMPLETED) {
            completed.increment();
        }
    }

    /** One line of names and numbers. */
    @Override
    public String toString() {
        return "delivered=" + delivered + " again=" + deliveredAgain + " renewed=" + renewed + " lost=" + lost
                + " resumed=" + resumed + " checkpointed=" + checkpointed + " completed=" + completed;
    }
}
