package org.stylize.gateway.ledger;

import org.stylize.proto.JobEvent;
import org.stylize.proto.JobRecord;
import org.stylize.proto.Problem;

/**
 * Is told what the ledger decides, on the ledger's thread. The transaction may still be aborted then, so the same
 * decision may be told twice.
 */
public interface LedgerObserver {
    /** The event changed the job. */
    void changed(JobRecord after, JobEvent event);

    /** A dead letter was written. */
    void deadLetter(Problem problem);
}
