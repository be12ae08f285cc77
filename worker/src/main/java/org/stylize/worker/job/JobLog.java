package org.stylize.worker.job;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
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
                "job taken: delivery {}, attempt {}",
                request.attempt().delivery(),
                request.attempt().id());
        return log;
    }

    /** For the stylizer's thread. */
    void running(Plan plan) {
        String before = MDC.get(JOB_ID);
        MDC.put(JOB_ID, jobId);
        LOG.info("job running: {} steps, {} x {} pixels", plan.steps(), plan.width(), plan.height());
        if (before == null) {
            MDC.remove(JOB_ID);
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
