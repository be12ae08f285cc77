package org.stylize.gateway.batch;

import org.stylize.gateway.submission.UnavailableException;
import org.stylize.proto.BatchRecord;

/** Where batches are kept. For any thread. */
public interface BatchLog {
    /**
     * Keeps a batch as it is now; when this returns, it is kept on all in-sync replicas.
     *
     * @throws UnavailableException if that could not be confirmed in time
     */
    void write(BatchRecord batch);
}
