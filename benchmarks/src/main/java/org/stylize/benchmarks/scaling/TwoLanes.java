package org.stylize.benchmarks.scaling;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that are held, in the order of the ledger's {@code FairQueue} for one tenant: interrupted ones, then interactive ones, then
 * batch ones, which earn a ninth of what passes them and go first when they have earned their cost. For one thread.
 */
final class TwoLanes {
    private static final int INTERACTIVE_SHARE = 9;

    private final Deque<SimulatedJob> interrupted = new ArrayDeque<>();
    private final Deque<SimulatedJob> interactive = new ArrayDeque<>();
    private final Deque<SimulatedJob> batch = new ArrayDeque<>();
    private double credit;

    void add(SimulatedJob job) {
        (job.interrupted ? interrupted : job.batch ? batch : interactive).addLast(job);
    }

    int size() {
        return interrupted.size() + interactive.size() + batch.size();
    }

    /** Whose turn it is; null if nobody waits. */
    @Nullable
    SimulatedJob next() {
        if (!interrupted.isEmpty()) {
            return interrupted.pollFirst();
        }
        SimulatedJob firstOfBatch = batch.peekFirst();
        if (interactive.isEmpty() || (firstOfBatch != null && credit >= firstOfBatch.left)) {
            SimulatedJob job = batch.pollFirst();
            credit = job == null ? 0 : Math.max(0, credit - job.left);
            return job;
        }
        SimulatedJob job = interactive.pollFirst();
        credit = firstOfBatch == null || job == null ? 0 : credit + job.left / INTERACTIVE_SHARE;
        return job;
    }
}
