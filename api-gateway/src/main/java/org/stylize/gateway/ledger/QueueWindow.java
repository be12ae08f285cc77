package org.stylize.gateway.ledger;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How many requests may wait for workers. What is in the workers' queue can no longer be put in another order, so as few
 * as possible wait there, but so many that no worker is without work until the ledger has written the next one: twice as
 * many as there are workers, and some. One request of each worker may be taken and not reported yet; the other one is
 * what the workers take until the ledger has heard of it.
 *
 * <p>For any thread.
 */
public final class QueueWindow {
    private static final int MARGIN = 4;

    private final @Nullable Integer fixed;
    private final AtomicInteger workers = new AtomicInteger();

    private QueueWindow(@Nullable Integer fixed) {
        if (fixed != null && fixed < 1) {
            throw new IllegalArgumentException("gateway.ledger.window must be at least 1 but is " + fixed);
        }
        this.fixed = fixed;
    }

    /** As the number of workers asks for it. */
    public static QueueWindow byWorkers() {
        return new QueueWindow(null);
    }

    /** Always the same, at least 1, over all partitions. */
    public static QueueWindow of(int requests) {
        return new QueueWindow(requests);
    }

    /** So many workers are there now. */
    public void saw(int present) {
        workers.set(present);
    }

    /** How many workers there are, as was seen last. */
    public int workers() {
        return workers.get();
    }

    /** The part of one of so many partitions, at least 1. */
    int perPartition(int partitions) {
        int all = fixed == null ? 2 * workers.get() + MARGIN : fixed;
        return Math.max(1, (all + partitions - 1) / partitions);
    }
}
