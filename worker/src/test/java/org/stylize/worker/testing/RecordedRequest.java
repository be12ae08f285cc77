package org.stylize.worker.testing;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.Attempt;
import org.stylize.proto.Slice;
import org.stylize.proto.StylizationJob;
import org.stylize.recipe.Execution;
import org.stylize.worker.job.JobRequest;

/** A request without a broker; remembers its settlement, the first one. */
public final class RecordedRequest implements JobRequest {
    private final StylizationJob job;
    private final @Nullable Execution execution;
    private final Attempt attempt;
    private final AtomicReference<String> settlement = new AtomicReference<>("none");
    private volatile boolean lockLost; // written by the test, read by whoever runs the job

    /** Of the first slice. */
    public RecordedRequest(StylizationJob job, int delivery) {
        this(job, Slice.FIRST, delivery);
    }

    public RecordedRequest(StylizationJob job, Slice slice, int delivery) {
        this(job, slice, delivery, null);
    }

    public RecordedRequest(StylizationJob job, Slice slice, int delivery, @Nullable Execution execution) {
        this.job = job;
        this.execution = execution;
        this.attempt = Attempt.by("worker-1", "cpu", slice, delivery);
    }

    /** {@code none}, {@code accept} or {@code release}. */
    public String settlement() {
        return settlement.get();
    }

    public void loseLock() {
        lockLost = true;
    }

    @Override
    public StylizationJob job() {
        return job;
    }

    @Override
    public @Nullable Execution execution() {
        return execution;
    }

    @Override
    public Attempt attempt() {
        return attempt;
    }

    @Override
    public boolean isLockLost() {
        return lockLost;
    }

    @Override
    public void accept() {
        settlement.compareAndSet("none", "accept");
    }

    @Override
    public void release() {
        settlement.compareAndSet("none", "release");
    }
}
