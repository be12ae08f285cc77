package org.stylize.worker.job;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.base.BackOff;

/**
 * Retries while the store is away, so that a short outage costs neither an attempt nor a finished pastiche. For any
 * thread.
 *
 * @param longest no retry begins later than this after the first try
 * @param commands end the wait when the attempt is to end
 * @param nanoTime as {@link System#nanoTime()}
 */
record StoreRetries(Duration longest, AttemptCommands commands, LongSupplier nanoTime) {
    private static final Logger LOG = LoggerFactory.getLogger(StoreRetries.class);
    private static final BackOff BACK_OFF = new BackOff(Duration.ofMillis(250), Duration.ofSeconds(5));

    StoreRetries {
        requireNonNull(longest, "longest is null");
        requireNonNull(commands, "commands is null");
        requireNonNull(nanoTime, "nanoTime is null");
    }

    /** @throws TransientFaultException of the last try */
    <T> T untilDone(Supplier<T> action) {
        long deadline = nanoTime.getAsLong() + longest.toNanos();
        BackOff.Waits waits = BACK_OFF.waits();
        while (true) {
            try {
                return action.get();
            } catch (TransientFaultException e) {
                Duration wait = waits.next();
                if (nanoTime.getAsLong() + wait.toNanos() - deadline > 0 || !commands.pause(wait)) {
                    throw e;
                }
                LOG.warn("retrying the store after {}: {}", wait, e.getMessage());
            }
        }
    }
}
