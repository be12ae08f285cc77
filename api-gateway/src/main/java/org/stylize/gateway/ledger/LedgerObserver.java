package org.stylize.gateway.ledger;

import org.stylize.proto.JobEvent;
import org.stylize.proto.JobRecord;
import org.stylize.proto.Problem;
import org.stylize.proto.Usage;

/**
 * Is told what the ledger decides, on the ledger's thread. The transaction may still be aborted then, so the same
 * decision may be told twice.
 */
public interface LedgerObserver {
    /** The event changed the job. */
    void changed(JobRecord after, JobEvent event);

    /** A dead letter was written. */
    void deadLetter(Problem problem);

    /** A record changed nothing. */
    default void ignored(Ignored why) {}

    /** What a tenant's jobs of a partition use has changed. */
    default void used(Usage usage) {}

    /**
     * How many open jobs of a partition are held until it is their turn, and for how many a request waits for a worker.
     */
    default void line(int partition, long held, long asked) {}

    /** A request was gone from the queue, and no worker had reported what became of it. */
    default void lost() {}

    /** Why a record changed nothing. */
    enum Ignored {
        /** It is about a job that the ledger does not know. */
        UNKNOWN_JOB,
        /** It came before, is of an attempt that was given up, or the job has ended. */
        STALE
    }
}
