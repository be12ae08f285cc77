package org.stylize.gateway.ledger;

import org.stylize.proto.JobEvent;
import org.stylize.proto.JobRecord;
import org.stylize.proto.Problem;

/** Hears what the ledger decides, on the ledger's thread, before the transaction ends; so it may hear a thing twice. */
public interface LedgerObserver {
    /** The event changed the job. */
    void changed(JobRecord after, JobEvent event);

    /** Something went to the operators. */
    void deadLetter(Problem problem);
}
