package org.stylize.base;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before each retry: the first wait, then twice as long each time, up to a cap. Each wait is shortened
 * by a random part, so that many processes that failed together do not retry together.
 *
 * @param first the wait before the first retry, more than 0
 * @param cap the longest wait, at least {@code first}
 * @param jitter the largest part of a wait that is left out, 0 (none) to 1
 */
public record BackOff(Duration first, Duration cap, double jitter) {
    private static final double DEFAULT_JITTER = 0.25;
    /** Beyond this many doublings, every wait is the cap. */
    private static final int MOST_DOUBLINGS = 40;

    /** Leaves out up to a quarter of each wait. */
    public BackOff(Duration first, Duration cap) {
        this(first, cap, DEFAULT_JITTER);
    }

    public BackOff {
        requireNonNull(first, "first is null");
        requireNonNull(cap, "cap is null");
        if (first.isNegative() || first.isZero()) {
            throw new IllegalArgumentException("first must be more than 0 but is " + first);
        }
        if (cap.compareTo(first) < 0) {
            throw new IllegalArgumentException("cap must be at least first = " + first + " but is " + cap);
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter must be 0 to 1 but is " + jitter);
        }
    }

    /** Waits for one series of retries, with the thread's own random numbers. */
    public Waits waits() {
        return waits(() -> ThreadLocalRandom.current().nextDouble());
    }

    /**
     * Waits for one series of retries.
     *
     * @param random gives numbers from 0 (inclusive) to 1 (exclusive)
     */
    public Waits waits(DoubleSupplier random) {
        return new Waits(this, requireNonNull(random, "random is null"));
    }

    /** The wait before a retry without jitter; 0 is the first retry. */
    public Duration full(int retry) {
        double nanos = first.toNanos() * (double) (1L << Math.min(retry, MOST_DOUBLINGS));
        return nanos < cap.toNanos() ? Duration.ofNanos((long) nanos) : cap;
    }

    /** One series of retries. For one thread. */
    public static final class Waits {
        private final BackOff backOff;
        private final DoubleSupplier random;
        private int retries;

        private Waits(BackOff backOff, DoubleSupplier random) {
            this.backOff = backOff;
            this.random = random;
        }

        /** How long to wait before the next retry. */
        public Duration next() {
            Duration full = backOff.full(retries);
            retries = Math.min(retries + 1, MOST_DOUBLINGS);
            return full.minusNanos((long) (full.toNanos() * backOff.jitter * random.getAsDouble()));
        }

        /** It worked: the next wait is the first one again. */
        public void reset() {
            retries = 0;
        }
    }
}
