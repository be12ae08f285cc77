package org.stylize.gateway.metrics;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.stylize.gateway.submission.JobSubmissions;
import org.stylize.gateway.submission.UnavailableException;
import org.stylize.proto.StylizationJob;

/** Counts submissions and measures the time until the broker confirms them. */
public final class MeteredJobSubmissions implements JobSubmissions {
    private final JobSubmissions submissions;
    private final Timer confirmed;
    private final Counter unavailable;

    public MeteredJobSubmissions(JobSubmissions submissions, MeterRegistry registry) {
        this.submissions = requireNonNull(submissions, "submissions is null");
        this.confirmed = Timer.builder("stylize.submissions")
                .description("Time until Kafka confirmed a submission")
                .register(registry);
        this.unavailable = Counter.builder("stylize.submissions.unavailable")
                .description("Submissions that Kafka did not confirm in time")
                .register(registry);
    }

    @Override
    public void submit(StylizationJob job) {
        Timer.Sample sample = Timer.start();
        try {
            submissions.submit(job);
            sample.stop(confirmed);
        } catch (UnavailableException e) {
            unavailable.increment();
            throw e;
        }
    }
}
