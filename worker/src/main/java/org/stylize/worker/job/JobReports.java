package org.stylize.worker.job;

import org.stylize.proto.DeadLetter;
import org.stylize.proto.JobProgress;
import org.stylize.proto.JobReport;

/** What the worker tells the world. For any thread. */
public interface JobReports {
    /**
     * Returns when every in-sync replica has the report; reports of one thread keep their order.
     *
     * @throws TransientFaultException if that can't be had in time
     */
    void announce(JobReport report);

    /**
     * Lays a record that is no job aside for operators; returns when every in-sync replica has it.
     *
     * @throws TransientFaultException if that can't be had in time
     */
    void bury(DeadLetter letter);

    /** Says how far a job is. May be lost, and then nobody hears of it. */
    void tell(JobProgress progress);
}
