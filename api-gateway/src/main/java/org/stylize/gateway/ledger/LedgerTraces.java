package org.stylize.gateway.ledger;

import org.stylize.proto.Received;
import org.stylize.proto.Slice;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.Trace;

/**
 * Writes down for tracing what the ledger does, on the ledger's threads. Must not throw, and must be quick. The transaction may
 * still be aborted, so the same may be written down twice.
 */
public interface LedgerTraces {
    /** Processes a record of that topic: part of the trace that its headers name, or of a new one. */
    void process(String topic, Received record, Runnable work);

    /** The trace of what this thread processes, for what follows from it; {@link Trace#NONE} if it is part of none. */
    Trace here();

    /** A request for a slice of that job is written: the trace for its headers. */
    Trace asks(StylizationJob job, Slice slice);

    /** What this thread processes follows from something in another trace. */
    void follows(Trace earlier);
}
