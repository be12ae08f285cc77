package org.stylize.worker.job;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.base.BackOff;
import org.stylize.proto.JobReport;
import org.stylize.proto.JobReport.Release;
import org.stylize.proto.Outcome;
import org.stylize.proto.Problem;
import org.stylize.recipe.Execution;
import org.stylize.recipe.Plan;

/**
 * The reports of one attempt. A report that the broker does not take is tried again for as long as the request is held
 * and somebody wants the attempt: waiting for the broker costs no attempt. For any thread.
 */
record AttemptReports(JobRequest request, JobReports reports, AttemptCommands commands, Clock clock) {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptReports.class);
    private static final BackOff BACK_OFF = new BackOff(Duration.ofMillis(250), Duration.ofSeconds(10));

    AttemptReports {
        requireNonNull(request, "request is null");
        requireNonNull(reports, "reports is null");
        requireNonNull(commands, "commands is null");
        requireNonNull(clock, "clock is null");
    }

    @FunctionalInterface
    private interface Making {
        JobReport at(Instant now);
    }

    /** @throws TransientFaultException if the report is not written, as all of these methods */
    void started(Plan plan, Execution execution) {
        patiently(now -> new JobReport.Started(request.job().id(), request.attempt(), now, plan, execution));
    }

    void completed(Outcome outcome) {
        patiently(now -> new JobReport.Completed(request.job().id(), request.attempt(), now, outcome));
    }

    void failed(Problem problem) {
        patiently(now -> new JobReport.Failed(request.job().id(), request.attempt(), now, problem));
    }

    void released(Release why, Problem problem) {
        patiently(now -> release(why, problem, now));
    }

    /** Tries once. */
    void releasedAtOnce(Release why, Problem problem) {
        once(now -> release(why, problem, now));
    }

    void sliceEnded() {
        patiently(now -> new JobReport.SliceEnded(request.job().id(), request.attempt(), now));
    }

    /** Tries once: whoever goes on finds the checkpoint without a report of it. */
    void checkpointed(int step) {
        once(now -> new JobReport.Checkpointed(request.job().id(), request.attempt(), now, step));
    }

    private JobReport.Released release(Release why, Problem problem, Instant now) {
        return new JobReport.Released(request.job().id(), request.attempt(), now, why, problem);
    }

    private void once(Making report) {
        reports.announce(report.at(clock.instant()), request.job().trace());
    }

    private void patiently(Making report) {
        BackOff.Waits waits = BACK_OFF.waits();
        while (true) {
            try {
                once(report);
                return;
            } catch (TransientFaultException e) {
                if (!commands.pause(waits.next())) {
                    throw e;
                }
                LOG.warn("writing a report again: {}", e.getMessage());
            }
        }
    }
}
