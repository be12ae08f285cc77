package org.stylize.gateway.access;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a key if there never was one, so that whoever installs the service can make others. Two gateways that start
 * together may make one each. One thread of its own, {@code first-key}, until that is decided; {@link #start()} and
 * {@link #close()} are for its owner.
 */
public final class FirstKey implements AutoCloseable {
    static final Duration LIFETIME = Duration.ofDays(1);
    private static final Logger LOG = LoggerFactory.getLogger(FirstKey.class);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final ApiKeys keys;
    private final KeyOffice office;
    private final BooleanSupplier read;
    private final Consumer<String> print;
    private final Thread thread = new Thread(this::run, "first-key");
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Creates it.
     *
     * @param read whether all keys that were made have been read
     * @param print shows the key to whoever starts the gateway; not a log, which others read too
     */
    public FirstKey(ApiKeys keys, KeyOffice office, BooleanSupplier read, Consumer<String> print) {
        this.keys = requireNonNull(keys, "keys is null");
        this.office = requireNonNull(office, "office is null");
        this.read = requireNonNull(read, "read is null");
        this.print = requireNonNull(print, "print is null");
    }

    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void run() {
        try {
            while (!read.getAsBoolean()) {
                if (isClosedWithin(LOOK)) {
                    return;
                }
            }
            while (keys.isEmpty() && !isMade()) {
                if (isClosedWithin(PAUSE)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isMade() {
        try {
            KeyOffice.Made made = office.createFirst("gateway", LIFETIME);
            print.accept("There is no API key yet. The first one, for the tenant "
                    + made.key().tenant()
                    + ", with all scopes, expires in 24 hours:\n\n    "
                    + made.text().reveal()
                    + "\n\nMake others with it (POST /v1/keys). It is not shown again.");
            LOG.info("Made the first API key, {}", made.key().id());
            return true;
        } catch (KeysUnavailableException e) {
            LOG.warn("The first API key cannot be kept yet: {}", e.getMessage());
            return false;
        }
    }

    private boolean isClosedWithin(Duration time) throws InterruptedException {
        return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }
}
