package org.stylize.worker.share;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Between the thread that works on a record and the thread that polls. For any thread. */
final class Hold {
    private final CompletableFuture<Settlement> settlement = new CompletableFuture<>();
    private volatile boolean lockLost; // written by the thread that polls, read by the one that works

    boolean isLockLost() {
        return lockLost;
    }

    void loseLock() {
        lockLost = true;
    }

    /** The first call counts. */
    void settle(Settlement how) {
        settlement.complete(how);
    }

    /** Waits for the settlement, no longer than that; empty if it did not come. */
    Optional<Settlement> await(long nanos) throws InterruptedException {
        try {
            return Optional.of(settlement.get(Math.max(nanos, 0), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a settlement is only ever completed with a value", e);
        }
    }
}
