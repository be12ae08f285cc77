package org.stylize.gateway.metrics;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.JobRecord;
import org.stylize.proto.StylizationJob;

/**
 * Compares how long jobs took with what the gateway expected when it admitted them. Counts the jobs that were admitted and
 * completed in the same gateway without a restart between, and for which there was an estimate.
 */
public final class EstimateMetrics {
    private static final int MOST_REMEMBERED = 100_000;
    /** What a job costs besides painting matters more in a shorter one. */
    private static final Duration SHORTEST = Duration.ofSeconds(10);

    private final Function<StylizationJob, Optional<Duration>> estimates;
    private final DistributionSummary ratios;
    private final Cache<JobId, Duration> expected =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    /** @param estimates how long a job takes that is submitted now, where that can be said */
    public EstimateMetrics(MeterRegistry registry, Function<StylizationJob, Optional<Duration>> estimates) {
        this.estimates = requireNonNull(estimates, "estimates is null");
        this.ratios = DistributionSummary.builder("stylize.job.done.to.estimate.ratio")
                .description("Time from a job's submission to its completion by the time that was expected, which"
                        + " counts as 10 s at least")
                .serviceLevelObjectives(0.5, 1, 1.5, 2, 3, 5, 10)
                .register(registry);
    }

    /** As the ledger tells it. For any thread. */
    public void changed(JobRecord after, JobEvent event) {
        if (event.kind() == JobEvent.Kind.SUBMITTED) {
            estimates.apply(after.job()).ifPresent(time -> expected.put(after.id(), time));
        } else if (event.isTerminal()) {
            Duration time = expected.asMap().remove(after.id());
            if (time != null && event.kind() == JobEvent.Kind.COMPLETED) {
                Duration took = Duration.between(after.job().submittedAt(), event.at());
                double least = Math.max(time.toMillis(), SHORTEST.toMillis());
                ratios.record(Math.max(0, took.toMillis()) / least);
            }
        }
    }
}
