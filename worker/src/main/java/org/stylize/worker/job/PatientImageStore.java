package org.stylize.worker.job;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.engine.ImageBytes;
import org.stylize.proto.ImageRef;

/**
 * Tries again while the store behind it is away, so that a short outage costs neither an attempt nor a finished
 * pastiche. Waits 0.25 s, then twice as long each time up to 5 s, together no longer than its limit.
 */
public final class PatientImageStore implements ImageStore {
    private static final Logger LOG = LoggerFactory.getLogger(PatientImageStore.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(250);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final ImageStore store;
    private final Duration limit;
    private final Patience patience;
    private final LongSupplier nanoTime;

    /**
     * In front of that store.
     *
     * @param limit no new try begins later than this after the first
     * @param nanoTime as {@link System#nanoTime()}
     */
    public PatientImageStore(ImageStore store, Duration limit, Patience patience, LongSupplier nanoTime) {
        this.store = requireNonNull(store, "store is null");
        this.limit = requireNonNull(limit, "limit is null");
        this.patience = requireNonNull(patience, "patience is null");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
    }

    @Override
    public ImageBytes get(ImageRef image) {
        return untilDone(() -> store.get(image));
    }

    @Override
    public void put(ImageRef image, ImageBytes bytes) {
        untilDone(() -> {
            store.put(image, bytes);
            return true;
        });
    }

    @Override
    public void delete(ImageRef image) {
        untilDone(() -> {
            store.delete(image);
            return true;
        });
    }

    private <T> T untilDone(Supplier<T> action) {
        long deadline = nanoTime.getAsLong() + limit.toNanos();
        Duration wait = FIRST_WAIT;
        while (true) {
            try {
                return action.get();
            } catch (TransientFaultException e) {
                if (nanoTime.getAsLong() + wait.toNanos() - deadline > 0 || !patience.await(wait)) {
                    throw e;
                }
                LOG.warn("trying the store again after {}: {}", wait, e.getMessage());
                wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
            }
        }
    }
}
