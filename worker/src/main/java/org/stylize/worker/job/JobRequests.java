package org.stylize.worker.job;

import java.util.Optional;

/** Where jobs come from, one at a time. */
public interface JobRequests extends AutoCloseable {
    /**
     * Waits for a request. None is taken from the broker while nobody waits here, so the one before must be settled.
     *
     * @return empty if no more will come, because of {@link #stop} or because the source failed
     */
    Optional<JobRequest> next() throws InterruptedException;

    /** No further request is handed out. The one that is held keeps its lock until it is settled. For any thread. */
    void stop();

    /** Stops, and waits a moment until the request that is held is settled; releases it if it isn't. */
    @Override
    void close();
}
