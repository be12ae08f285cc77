package org.stylize.gateway.webhook;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The events of jobs that are still kept. For any thread. */
public interface PastEvents {
    /**
     * An event.
     *
     * @return empty if it is no longer kept, or cannot be read
     * @throws WebhooksUnavailableException if nobody can say now
     */
    Optional<KeptEvent> find(int partition, long offset);

    /**
     * Reads all events that were written since then, as far as they are kept. Those of a job come in order.
     *
     * @param reading takes each event; false: it has enough
     * @return null if all were read; else a time: what was not read was written then or later
     * @throws WebhooksUnavailableException if they cannot be read now
     */
    @Nullable
    Instant readSince(Instant since, Predicate<KeptEvent> reading);
}
