package org.stylize.worker.job;

import org.stylize.proto.DeadLetter;
import org.stylize.proto.JobProgress;
import org.stylize.proto.JobReport;
import org.stylize.proto.Trace;

/** What the worker writes about its attempts; each record belongs to the trace of its job. For any thread. */
public interface JobReports {
    /**
     * Returns when every in-sync replica has the report; reports of one thread keep their order.
     *
     * @throws TransientFaultException if the broker does not confirm it in time
     */
    void announce(JobReport report, Trace trace);

    /**
     * Writes a dead letter for a record that is not a job; returns when every in-sync replica has it.
     *
     * @throws TransientFaultException if the broker does not confirm it in time
     */
    void bury(DeadLetter letter, Trace trace);

    /** Writes the progress of an attempt. The record may be lost. */
    void tell(JobProgress progress, Trace trace);
}
