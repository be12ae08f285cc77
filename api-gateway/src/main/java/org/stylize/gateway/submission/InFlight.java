package org.stylize.gateway.submission;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Runs requests with the same name one after another, so that the later ones find the job of the first. */
final class InFlight {
    private static final long LONGEST_WAIT_SECONDS = 120;

    private final Map<String, CountDownLatch> running = new ConcurrentHashMap<>();

    /**
     * Waits until no other work with that name runs, then runs the work.
     *
     * @throws UnavailableException if another one takes too long
     */
    <T> T alone(String name, Supplier<T> work) {
        CountDownLatch mine = new CountDownLatch(1);
        CountDownLatch other = running.putIfAbsent(name, mine);
        while (other != null) {
            await(other);
            other = running.putIfAbsent(name, mine);
        }
        try {
            return work.get();
        } finally {
            running.remove(name, mine);
            mine.countDown();
        }
    }

    private static void await(CountDownLatch other) {
        try {
            if (!other.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new UnavailableException(
                        "another request under the same name is still running",
                        new IllegalStateException("waited " + LONGEST_WAIT_SECONDS + " s"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("the gateway is stopping", e);
        }
    }
}
