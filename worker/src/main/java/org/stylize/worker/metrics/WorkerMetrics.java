package org.stylize.worker.metrics;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.stylize.proto.Attempt;
import org.stylize.proto.Slice;
import org.stylize.proto.StylizationJob;
import org.stylize.recipe.Plan;
import org.stylize.worker.job.JobEnd;
import org.stylize.worker.job.JobObserver;

/**
 * Counts deliveries, locks and attempts; times jobs from submission to start and end. Every meter exists from the
 * start.
 */
public final class WorkerMetrics implements JobObserver {
    private static final Duration SHORTEST_BUCKET = Duration.ofMillis(100);
    private static final Duration LONGEST_BUCKET = Duration.ofHours(2);

    private final Clock clock;
    private final Counter deliveries;
    private final Counter redeliveries;
    private final Counter undecodable;
    private final Counter renewals;
    private final Counter lostLocks;
    private final Counter started;
    private final Counter resumed;
    private final Counter checkpoints;
    private final Map<JobEnd, Counter> ended = new EnumMap<>(JobEnd.class);
    private final Map<JobEnd, Timer> duration = new EnumMap<>(JobEnd.class);
    private final Timer submitToStart;
    private final Timer submitToDone;

    public WorkerMetrics(MeterRegistry registry, Clock clock) {
        this.clock = requireNonNull(clock, "clock is null");
        deliveries = counter(registry, "deliveries", "Requests taken from the share group, redeliveries included");
        redeliveries = counter(registry, "redeliveries", "Requests taken that had been delivered to a worker before");
        undecodable = counter(registry, "undecodable.records", "Records of the requests topic that are not requests");
        renewals = counter(registry, "lock.renewals", "Renewals of acquisition locks");
        lostLocks = counter(registry, "locks.lost", "Acquisition locks that ended before their request was settled");
        started = counter(registry, "jobs.started", "Slices of jobs whose optimization began or went on");
        resumed = counter(registry, "jobs.resumed", "Slices of jobs that went on from a checkpoint");
        checkpoints = counter(registry, "checkpoints", "Checkpoints stored");
        for (JobEnd end : JobEnd.values()) {
            String outcome = end.name().toLowerCase(Locale.ROOT);
            ended.put(
                    end,
                    Counter.builder(Names.of("jobs"))
                            .description("Attempts that ended, by outcome")
                            .tag("outcome", outcome)
                            .register(registry));
            duration.put(
                    end,
                    Timer.builder(Names.of("job.duration"))
                            .description("Time from the delivery of a request to the end of its attempt, by outcome")
                            .tag("outcome", outcome)
                            .register(registry));
        }
        submitToStart = histogram(registry, "submit.to.start", "Time from a job's submission to its first step");
        submitToDone = histogram(registry, "submit.to.done", "Time from a job's submission to its completion");
    }

    @Override
    public void delivered(int delivery) {
        deliveries.increment();
        if (delivery > 1) {
            redeliveries.increment();
        }
    }

    @Override
    public void undecodable() {
        undecodable.increment();
    }

    @Override
    public void renewed() {
        renewals.increment();
    }

    @Override
    public void lockLost() {
        lostLocks.increment();
    }

    @Override
    public void started(StylizationJob job, Attempt attempt, Plan plan) {
        started.increment();
        if (attempt.slice().equals(Slice.FIRST)) {
            submitToStart.record(sinceSubmission(job));
        }
    }

    @Override
    public void resumed(StylizationJob job) {
        resumed.increment();
    }

    @Override
    public void checkpointed(StylizationJob job) {
        checkpoints.increment();
    }

    @Override
    public void ended(StylizationJob job, JobEnd end, Duration took) {
        requireNonNull(ended.get(end)).increment();
        requireNonNull(duration.get(end)).record(took);
        if (end == JobEnd.COMPLETED) {
            submitToDone.record(sinceSubmission(job));
        }
    }

    /** By the clocks of two machines; never negative. */
    private Duration sinceSubmission(StylizationJob job) {
        Duration since = Duration.between(job.submittedAt(), clock.instant());
        return since.isNegative() ? Duration.ZERO : since;
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder(Names.of(name)).description(description).register(registry);
    }

    private static Timer histogram(MeterRegistry registry, String name, String description) {
        return Timer.builder(Names.of(name))
                .description(description)
                .publishPercentileHistogram()
                .minimumExpectedValue(SHORTEST_BUCKET)
                .maximumExpectedValue(LONGEST_BUCKET)
                .register(registry);
    }
}
