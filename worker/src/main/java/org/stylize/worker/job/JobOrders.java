package org.stylize.worker.job;

import org.stylize.proto.JobId;

/** What the ledger has said about jobs, as far as this worker has heard. Never blocks. For any thread. */
public interface JobOrders {
    /** The job has ended: nobody wants a result, or another one was taken. */
    boolean isEnded(JobId job);

    /** The present picture of the job shall be its result. */
    boolean isFinishWanted(JobId job);

    /** The ledger has given up the attempt with that id. */
    boolean isSuperseded(String attemptId);
}
