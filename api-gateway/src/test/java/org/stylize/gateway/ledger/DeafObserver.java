package org.stylize.gateway.ledger;

import org.stylize.proto.JobEvent;
import org.stylize.proto.JobRecord;
import org.stylize.proto.Problem;

/** Hears nothing. */
public final class DeafObserver implements LedgerObserver {
    @Override
    public void changed(JobRecord after, JobEvent event) {}

    @Override
    public void deadLetter(Problem problem) {}
}
