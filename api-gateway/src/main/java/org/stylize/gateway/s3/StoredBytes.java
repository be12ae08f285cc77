package org.stylize.gateway.s3;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.base.RepeatedTask;
import org.stylize.base.Stop;
import org.stylize.gateway.quota.TenantQuotas;
import org.stylize.gateway.submission.UnavailableException;
import org.stylize.proto.Tenant;

/**
 * Counts what the tenants whose storage is limited have in the store: again and again, but for at most a twentieth of the
 * time.
 *
 * <p>Has the thread {@code stored-bytes}. {@link #start()} and {@link #close()} are for its owner.
 */
public final class StoredBytes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoredBytes.class);
    private static final int PAUSES_PER_COUNT = 19;

    private final TenantQuotas quotas;
    private final ToLongFunction<Tenant> store;
    private final Duration shortestPause;
    private final RepeatedTask task = new RepeatedTask("stored-bytes", this::count);

    /**
     * Counts nothing yet.
     *
     * @param store the bytes that a tenant has there; throws {@link UnavailableException} if it does not answer
     */
    public StoredBytes(TenantQuotas quotas, ToLongFunction<Tenant> store, Duration shortestPause) {
        this.quotas = requireNonNull(quotas, "quotas is null");
        this.store = requireNonNull(store, "store is null");
        this.shortestPause = requireNonNull(shortestPause, "shortestPause is null");
    }

    public void start() {
        task.start();
    }

    @Override
    public void close() {
        task.close();
    }

    /** Counts once; the pause until the next time. */
    private Duration count(Stop stop) {
        long began = System.nanoTime();
        for (Tenant tenant : quotas.tenantsWithLimitedStorage()) {
            try {
                if (!stop.isRequested()) {
                    quotas.count(tenant, store);
                }
            } catch (UnavailableException e) {
                LOG.warn("What {} has in the store cannot be counted now: {}", tenant, e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("Counting what {} has in the store failed", tenant, e);
            }
        }
        Duration pause = Duration.ofNanos(PAUSES_PER_COUNT * (System.nanoTime() - began));
        return pause.compareTo(shortestPause) < 0 ? shortestPause : pause;
    }
}
