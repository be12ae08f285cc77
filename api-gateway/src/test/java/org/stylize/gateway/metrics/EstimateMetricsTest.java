package org.stylize.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.stylize.gateway.SampleJobs.NOON;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stylize.gateway.SampleJobs;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.JobRecord;

class EstimateMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final JobRecord job = SampleJobs.fresh(JobId.random());

    @Test
    void aJobThatTookTwiceTheEstimateCountsAsTwo() {
        EstimateMetrics metrics = expecting(Optional.of(Duration.ofSeconds(30)));

        doneAfter(Duration.ofSeconds(60), metrics);

        assertThat(ratios().count()).isEqualTo(1);
        assertThat(ratios().totalAmount()).isCloseTo(2, within(0.01));
    }

    @Test
    void anEstimateOfNextToNothingCountsAsTenSeconds() {
        doneAfter(Duration.ofSeconds(5), expecting(Optional.of(Duration.ZERO)));

        assertThat(ratios().totalAmount()).isCloseTo(0.5, within(0.01));
    }

    @Test
    void aJobWithoutEstimateDoesNotCount() {
        doneAfter(Duration.ofSeconds(5), expecting(Optional.empty()));

        assertThat(ratios().count()).isZero();
    }

    private EstimateMetrics expecting(Optional<Duration> time) {
        return new EstimateMetrics(registry, job -> time);
    }

    private void doneAfter(Duration took, EstimateMetrics metrics) {
        metrics.changed(job, new JobEvent.Submitted(job.id(), 1, NOON));
        metrics.changed(
                job,
                new JobEvent.Completed(
                        job.id(), 2, NOON.plus(took), SampleJobs.attempt(1), SampleJobs.outcome(SampleJobs.PASTICHE)));
    }

    private DistributionSummary ratios() {
        return registry.get("stylize.job.done.to.estimate.ratio").summary();
    }
}
