package org.stylize.worker.job;

import org.stylize.proto.Attempt;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.Trace;

/** Writes down for tracing what this worker does of jobs. Must not throw, and must be quick. For any thread. */
public interface JobTraces {
    /** An attempt begins. What this thread does is part of it until it is closed. */
    AttemptTrace begin(StylizationJob job, Attempt attempt);

    /** The same work for another thread, as part of what the calling thread does now. */
    Runnable carried(Runnable work);

    /** An attempt. Closed on the thread that began it. */
    interface AttemptTrace extends AutoCloseable {
        /** For what is written of the attempt. */
        Trace trace();

        void ended(JobEnd end);

        @Override
        void close();
    }
}
