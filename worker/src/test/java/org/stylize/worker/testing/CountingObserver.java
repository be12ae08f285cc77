package org.stylize.worker.testing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.stylize.proto.Attempt;
import org.stylize.proto.StylizationJob;
import org.stylize.recipe.Plan;
import org.stylize.worker.job.JobEnd;
import org.stylize.worker.job.JobObserver;

/** Counts. */
public final class CountingObserver implements JobObserver {
    public final AtomicInteger deliveries = new AtomicInteger();
    public final AtomicInteger undecodable = new AtomicInteger();
    public final AtomicInteger renewals = new AtomicInteger();
    public final AtomicInteger lostLocks = new AtomicInteger();
    public final AtomicInteger started = new AtomicInteger();
    public final AtomicInteger resumed = new AtomicInteger();
    public final AtomicInteger checkpoints = new AtomicInteger();
    public final List<JobEnd> ends = new CopyOnWriteArrayList<>();

    @Override
    public void delivered(int delivery) {
        deliveries.incrementAndGet();
    }

    @Override
    public void undecodable() {
        undecodable.incrementAndGet();
    }

    @Override
    public void renewed() {
        renewals.incrementAndGet();
    }

    @Override
    public void lockLost() {
        lostLocks.incrementAndGet();
    }

    @Override
    public void started(StylizationJob job, Attempt attempt, Plan plan) {
        started.incrementAndGet();
    }

    @Override
    public void resumed(StylizationJob job) {
        resumed.incrementAndGet();
    }

    @Override
    public void checkpointed(StylizationJob job) {
        checkpoints.incrementAndGet();
    }

    @Override
    public void ended(StylizationJob job, JobEnd end, Duration took) {
        ends.add(end);
    }
}
