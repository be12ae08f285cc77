package org.stylize.worker.job;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits, but not once the worker is to stop. For any thread. */
public final class Patience {
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * Waits that long.
     *
     * @return false if the patience ended before or meanwhile, or the thread was interrupted (its flag stays set)
     */
    public boolean await(Duration wait) {
        try {
            return !ended.await(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Every wait ends now, and every later one at once. */
    public void end() {
        ended.countDown();
    }

    public boolean isEnded() {
        return ended.getCount() == 0;
    }
}
