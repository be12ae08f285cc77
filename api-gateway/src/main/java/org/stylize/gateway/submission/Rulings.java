package org.stylize.gateway.submission;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits, for a limited time, until the gateway's view of the jobs shows what the ledger decided. */
record Rulings(Duration timeout) {
    Rulings {
        requireNonNull(timeout, "timeout is null");
    }

    /**
     * The value of a future of the view.
     *
     * @param otherwise what the caller is told if it does not come in time
     * @throws UnavailableException if it does not come in time
     */
    <T> T await(CompletableFuture<T> future, String otherwise) {
        try {
            return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("the gateway is stopping", e);
        } catch (CancellationException | ExecutionException | TimeoutException e) {
            throw new UnavailableException(otherwise, e);
        } finally {
            future.cancel(false);
        }
    }

    /** The time as it is told to callers. */
    @Override
    public String toString() {
        return timeout.toMillis() / 1000.0 + " s";
    }
}
