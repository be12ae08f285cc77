package org.stylize.gateway.sweep;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Says whether a sweep may go on, and how fast. For one thread. */
final class Pace {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int DELETIONS_BETWEEN_LOOKS = 100;

    private final CountDownLatch closed;
    private final BooleanSupplier isElected;
    private final long nanosBetween;
    private long next = System.nanoTime();
    private int deletions;

    /** @param closed counted down when the gateway stops */
    Pace(CountDownLatch closed, BooleanSupplier isElected, int deletionsPerSecond) {
        this.closed = requireNonNull(closed, "closed is null");
        this.isElected = requireNonNull(isElected, "isElected is null");
        this.nanosBetween = SECOND / deletionsPerSecond;
    }

    /** @throws BrokenOffException if the sweep must not go on */
    void look() {
        if (closed.getCount() == 0) {
            throw new BrokenOffException(SweepEnd.STOPPED, "the gateway stops");
        }
        if (!isElected.getAsBoolean()) {
            throw new BrokenOffException(SweepEnd.STOPPED, "another gateway sweeps");
        }
    }

    /**
     * Waits.
     *
     * @throws BrokenOffException if the sweep must not go on
     */
    void pause(Duration time) {
        await(time.toNanos());
        look();
    }

    /**
     * Waits until another object may be deleted.
     *
     * @throws BrokenOffException if the sweep must not go on
     */
    void awaitDeletion() {
        if (deletions++ % DELETIONS_BETWEEN_LOOKS == 0) {
            look();
        }
        long now = System.nanoTime();
        if (next - now > 0) {
            await(next - now);
        } else {
            next = now;
        }
        next += nanosBetween;
    }

    private void await(long nanos) {
        try {
            if (closed.await(nanos, TimeUnit.NANOSECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokenOffException(SweepEnd.STOPPED, "the gateway stops");
        }
    }
}
