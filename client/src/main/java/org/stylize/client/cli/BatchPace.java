package org.stylize.client.cli;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import org.stylize.client.BatchView;

/** Guesses how long a batch takes, by how many of its jobs ended since it is watched. For one thread. */
final class BatchPace {
    private static final double NANOS = Duration.ofSeconds(1).toNanos();

    private final LongSupplier nanoTime;
    private int endedAtFirst = -1;
    private long first;

    /** @param nanoTime as {@link System#nanoTime()} */
    BatchPace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Empty before a job has ended, and when all have. */
    OptionalDouble secondsLeft(BatchView batch) {
        int ended = batch.counts().ended();
        if (endedAtFirst < 0 || ended < endedAtFirst) { // a retry opens jobs again
            endedAtFirst = ended;
            first = nanoTime.getAsLong();
        }
        int left = batch.jobs() - ended;
        int done = ended - endedAtFirst;
        return left <= 0 || done == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((nanoTime.getAsLong() - first) / NANOS / done * left);
    }
}
