package org.stylize.gateway.s3;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.base.Stop;
import org.stylize.service.S3Store;
import org.stylize.service.StoreException;

/**
 * Asks the store again and again whether it has the bucket, on the thread {@code store-watch}. {@link #start()} and {@link
 * #close()} are for its owner.
 */
public final class StoreWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreWatch.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final S3Store store;
    private final Duration pause;
    private final Stop stop = new Stop();
    private final Thread thread = new Thread(this::run, "store-watch");
    private final AtomicBoolean up = new AtomicBoolean();

    /** Asks nothing yet. */
    public StoreWatch(S3Store store, Duration pause) {
        this.store = requireNonNull(store, "store is null");
        this.pause = requireNonNull(pause, "pause is null");
        thread.setDaemon(true); // an answer that is slow must not keep the process alive
    }

    public void start() {
        thread.start();
    }

    /** Whether it answered the last question, and has the bucket. For any thread. */
    public boolean isUp() {
        return up.get();
    }

    @Override
    public void close() {
        stop.request();
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        do {
            look();
        } while (stop.pause(pause));
    }

    private void look() {
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
    }
}
