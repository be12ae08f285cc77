package org.stylize.base;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A request to stop, which ends every wait. It cannot be taken back. For any thread. */
public final class Stop {
    private final CountDownLatch requested = new CountDownLatch(1);

    /** Ends every wait, now and later. */
    public void request() {
        requested.countDown();
    }

    public boolean isRequested() {
        return requested.getCount() == 0;
    }

    /**
     * Waits for that long, unless a stop is requested.
     *
     * @return true after the whole time; false if a stop is requested, before or meanwhile, or if the thread is
     *     interrupted (its interrupt flag stays set)
     */
    public boolean pause(Duration wait) {
        try {
            return !await(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Waits for that long, unless a stop is requested.
     *
     * @return whether a stop is requested
     */
    public boolean await(Duration wait) throws InterruptedException {
        return requested.await(wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Waits until a stop is requested. */
    public void await() throws InterruptedException {
        requested.await();
    }
}
