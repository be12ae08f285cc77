package org.stylize.gateway.metrics;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import org.stylize.gateway.submission.JobSubmissions;
import org.stylize.gateway.submission.UnavailableException;
import org.stylize.proto.Judged;
import org.stylize.proto.Reuse;
import org.stylize.proto.StylizationJob;

/** Counts submissions and measures the time until the broker confirms them. */
public final class MeteredJobSubmissions implements JobSubmissions {
    private final JobSubmissions submissions;
    private final Timer confirmed;
    private final Counter unavailable;
    private final Counter reused;

    public MeteredJobSubmissions(JobSubmissions submissions, MeterRegistry registry) {
        this.submissions = requireNonNull(submissions, "submissions is null");
        this.confirmed = Timer.builder("stylize.submissions")
                .description("Time until Kafka confirmed a submission")
                .register(registry);
        this.unavailable = Counter.builder("stylize.submissions.unavailable")
                .description("Submissions that Kafka did not confirm in time")
                .register(registry);
        this.reused = Counter.builder("stylize.submissions.reused")
                .description("Submissions that were answered with the result of an earlier job")
                .register(registry);
    }

    @Override
    public void submit(StylizationJob job) {
        measure(() -> submissions.submit(job));
    }

    @Override
    public void submit(StylizationJob job, Judged judged) {
        measure(() -> submissions.submit(job, judged));
    }

    @Override
    public void submit(Map<StylizationJob, Judged> jobs) {
        measure(() -> submissions.submit(jobs));
    }

    @Override
    public void submit(StylizationJob job, Reuse reuse) {
        measure(() -> submissions.submit(job, reuse));
        reused.increment();
    }

    private void measure(Runnable submission) {
        Timer.Sample sample = Timer.start();
        try {
            submission.run();
            sample.stop(confirmed);
        } catch (UnavailableException e) {
            unavailable.increment();
            throw e;
        }
    }
}
