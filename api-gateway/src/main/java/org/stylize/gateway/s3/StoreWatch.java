package org.stylize.gateway.s3;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.base.RepeatedTask;
import org.stylize.service.S3Store;
import org.stylize.service.StoreException;

/**
 * Asks the store again and again whether it has the bucket, on the thread {@code store-watch}. {@link #start()} and {@link
 * #close()} are for its owner.
 */
public final class StoreWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreWatch.class);

    private final S3Store store;
    private final Duration pause;
    private final RepeatedTask task = new RepeatedTask("store-watch", stop -> look());
    private final AtomicBoolean up = new AtomicBoolean();

    /** Asks nothing yet. */
    public StoreWatch(S3Store store, Duration pause) {
        this.store = requireNonNull(store, "store is null");
        this.pause = requireNonNull(pause, "pause is null");
    }

    public void start() {
        task.start();
    }

    /** Whether it answered the last question, and has the bucket. For any thread. */
    public boolean isUp() {
        return up.get();
    }

    @Override
    public void close() {
        task.close();
    }

    private Duration look() {
        try {
            up.set(store.hasBucket(store.bucket()));
        } catch (StoreException e) {
            if (up.getAndSet(false)) {
                LOG.warn("The store does not answer: {}", e.getMessage());
            }
        } catch (RuntimeException e) {
            LOG.error("The store cannot be asked", e);
            up.set(false);
        }
        return pause;
    }
}
