package org.stylize.worker.job;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.stylize.engine.Checkpoint;
import org.stylize.recipe.Execution;
import org.stylize.recipe.Plan;

/** One line for each change of a job, with the job's id in every line of the thread until it is closed. */
final class JobLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobLog.class);
    private static final String JOB_ID = "jobId";

    private final String jobId;

    private JobLog(String jobId) {
        this.jobId = jobId;
        MDC.put(JOB_ID, jobId);
    }

    static JobLog open(JobRequest request) {
        JobLog log = new JobLog(request.job().id().toString());
        LOG.info(
                "job taken: slice {}, delivery {}, attempt {}",
                request.attempt().slice(),
                request.attempt().delivery(),
                request.attempt().id());
        return log;
    }

    /** For the stylizer's thread. */
    void running(Plan plan, Execution execution, @Nullable Checkpoint from) {
        new Context(jobId)
                .run(() -> LOG.info(
                        "job running: {} steps, {} x {} pixels, {}, from {}",
                        plan.steps(),
                        plan.width(),
                        plan.height(),
                        execution,
                        from == null ? "the beginning" : from));
    }

    /** The job of this thread, for the lines of another thread. */
    static Context context() {
        return new Context(MDC.get(JOB_ID));
    }

    /**
     * A job's id for the lines of a thread.
     *
     * @param jobId null for none
     */
    record Context(@Nullable String jobId) {
        /** Meanwhile, lines of this thread have the id, unless they have one already. */
        void run(Runnable work) {
            if (jobId == null || MDC.get(JOB_ID) != null) {
                work.run();
                return;
            }
            MDC.put(JOB_ID, jobId);
            try {
                work.run();
            } finally {
                MDC.remove(JOB_ID);
            }
        }
    }

    void ended(JobEnd end) {
        LOG.info("job {}", end.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public void close() {
        MDC.remove(JOB_ID);
    }
}
