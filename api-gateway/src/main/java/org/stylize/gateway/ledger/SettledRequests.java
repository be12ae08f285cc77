package org.stylize.gateway.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * Knows which requests the broker no longer has. For any thread.
 */
@FunctionalInterface
public interface SettledRequests {
    /**
     * Every request that was written before this time is settled: a worker has acknowledged it, or the broker has given
     * it up; and the ledger has read every report that was written before it was settled. Empty if nothing is known yet.
     */
    Optional<Instant> before();
}
