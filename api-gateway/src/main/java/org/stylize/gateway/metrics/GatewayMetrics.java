package org.stylize.gateway.metrics;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.stylize.gateway.forecast.Forecast;
import org.stylize.gateway.ledger.Ledger;
import org.stylize.gateway.ledger.LedgerObserver;
import org.stylize.gateway.ledger.LedgerProgress;
import org.stylize.gateway.view.EventFeed;
import org.stylize.gateway.view.JobViews;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobState;
import org.stylize.proto.Lane;
import org.stylize.proto.Problem;
import org.stylize.proto.ProblemType;

/**
 * The gateway's own metrics. Counters and timers of jobs cover only the part of the ledger that runs here, so sum them
 * over all gateways. Gauges of jobs and of the queue are the same at every gateway.
 */
public final class GatewayMetrics implements LedgerObserver, AutoCloseable {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(5),
        Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(2),
        Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(6)
    };

    private final MeterRegistry registry;
    private final Map<Integer, Line> lines = new ConcurrentHashMap<>();
    private final List<Meter> watching = new CopyOnWriteArrayList<>();
    private final Counter retried;
    private final Counter unable;
    private final Counter checkpoints;
    private final Counter lost;
    private final Timer submitToStart;
    private final Timer submitToDone;

    /** The jobs of one partition of the ledger. */
    private record Line(long held, long asked) {}

    public GatewayMetrics(MeterRegistry registry) {
        this.registry = requireNonNull(registry, "registry is null");
        this.submitToStart =
                timer("stylize.job.submit.to.start", "Time from a job's submission to the start of an attempt");
        this.submitToDone = timer("stylize.job.submit.to.done", "Time from a job's submission to its completion");
        this.retried = Counter.builder("stylize.jobs.retried")
                .description("Attempts that ended without ending their job: lost, or handed back")
                .register(registry);
        this.unable = Counter.builder("stylize.jobs.unable")
                .description("Attempts that a worker gave up because it does not do the job in the way in which it was"
                        + " begun")
                .register(registry);
        this.checkpoints = Counter.builder("stylize.jobs.checkpointed")
                .description("Checkpoints that workers reported")
                .register(registry);
        this.lost = Counter.builder("stylize.requests.lost")
                .description("Requests that the queue no longer had though no worker had said what became of them")
                .register(registry);
        // Meters with tags exist from the start, so that a rate over them begins at 0.
        for (JobState state : JobState.values()) {
            if (state.isTerminal()) {
                finished(state).increment(0);
            }
        }
        for (ProblemType type : ProblemType.values()) {
            deadLetters(type).increment(0);
        }
        for (Ignored why : Ignored.values()) {
            records(why).increment(0);
        }
    }

    /** Adds gauges, which are read at each scrape. */
    public void watch(JobViews views, Clock clock) {
        for (JobState state : JobState.values()) {
            watching.add(Gauge.builder("stylize.jobs", views, jobs -> jobs.count(state))
                    .description("Jobs by state")
                    .tag("state", nameOf(state))
                    .register(registry));
        }
        watching.add(Gauge.builder("stylize.queue.oldest.age", views, jobs -> secondsSince(jobs.oldestWaiting(), clock))
                .description("Age of the oldest job that waits for a worker; 0 if none waits")
                .baseUnit("seconds")
                .register(registry));
        watching.add(
                Gauge.builder("stylize.jobs.oldest.open.age", views, jobs -> secondsSince(jobs.oldestOpen(), clock))
                        .description("Age of the oldest job that has not ended; 0 if there is none")
                        .baseUnit("seconds")
                        .register(registry));
    }

    private static double secondsSince(Optional<Instant> time, Clock clock) {
        return time.map(since ->
                        Math.max(0, Duration.between(since, clock.instant()).toMillis() / 1000.0))
                .orElse(0.0);
    }

    public void watch(Forecast forecast) {
        for (Lane lane : Lane.values()) {
            watching.add(Gauge.builder("stylize.queue.jobs", forecast, now -> now.waiting(lane)
                            .jobs())
                    .description("Jobs that wait for a worker, by lane")
                    .tag("lane", lane.name().toLowerCase(Locale.ROOT))
                    .register(registry));
            watching.add(Gauge.builder("stylize.queue.pixel.steps", forecast, now -> now.waiting(lane)
                            .pixelSteps())
                    .description("Pixel-steps that are left to do for the jobs that wait, at most, by lane")
                    .tag("lane", lane.name().toLowerCase(Locale.ROOT))
                    .register(registry));
        }
    }

    public void watch(EventFeed feed) {
        watching.add(Gauge.builder("stylize.sse.streams", feed, EventFeed::followers)
                .description("Event streams (SSE) that are open at this gateway")
                .register(registry));
    }

    public void watchQueue(Supplier<OptionalLong> lag) {
        watching.add(Gauge.builder(
                        "stylize.queue.lag",
                        lag,
                        now -> now.get().isPresent() ? now.get().getAsLong() : Double.NaN)
                .description("Offsets of the requests topic that the workers have not settled")
                .strongReference(true) // nothing else refers to the supplier
                .register(registry));
    }

    public void watch(LedgerProgress progress) {
        watching.add(Gauge.builder("stylize.ledger.lag", progress, LedgerProgress::lag)
                .description("Records of the submissions and reports that the ledger has not read, markers included")
                .register(registry));
        watching.add(Gauge.builder("stylize.ledger.stalled", progress, now -> now.isStalled() ? 1 : 0)
                .description("1 if the ledger reads nothing although there are records to read")
                .register(registry));
    }

    public void watch(Ledger ledger) {
        watching.add(Gauge.builder("stylize.queue.held", this, now -> now.sum(ledger, Line::held))
                .description("Jobs that are held until it is their turn")
                .register(registry));
        watching.add(Gauge.builder("stylize.queue.asked", this, now -> now.sum(ledger, Line::asked))
                .description("Jobs whose request waits for a worker")
                .register(registry));
        for (String state : Ledger.states()) {
            watching.add(Gauge.builder(
                            "stylize.ledger.state", ledger, now -> now.state().equals(state) ? 1 : 0)
                    .description("1 for the state that this gateway's part of the ledger is in")
                    .tag("state", state.toLowerCase(Locale.ROOT))
                    .register(registry));
        }
    }

    @Override
    public void line(int partition, long held, long asked) {
        lines.put(partition, new Line(held, asked));
    }

    /** Of the partitions that are here. */
    private long sum(Ledger ledger, ToLongFunction<Line> of) {
        lines.keySet().retainAll(ledger.partitions());
        return lines.values().stream().mapToLong(of).sum();
    }

    /** Removes what {@code watch} added, because a gateway that starts later in the same process adds its own. */
    @Override
    public void close() {
        watching.forEach(registry::remove);
        watching.clear();
    }

    @Override
    public void changed(JobRecord after, JobEvent event) {
        Duration age = Duration.between(after.job().submittedAt(), event.at());
        switch (event.kind()) {
            case STARTED -> submitToStart.record(age.isNegative() ? Duration.ZERO : age);
            case COMPLETED -> submitToDone.record(age.isNegative() ? Duration.ZERO : age);
            case RETRIED -> retried(event);
            case CHECKPOINTED -> checkpoints.increment();
            case SUBMITTED, QUEUED, FAILED, CANCELLED, EXPIRED -> {}
        }
        if (event.isTerminal()) {
            finished(after.state()).increment();
        }
    }

    private void retried(JobEvent event) {
        retried.increment();
        if (event instanceof JobEvent.Retried given && given.problem().type() == ProblemType.NO_ABLE_WORKER) {
            unable.increment();
        }
    }

    @Override
    public void deadLetter(Problem problem) {
        deadLetters(problem.type()).increment();
    }

    @Override
    public void ignored(Ignored why) {
        records(why).increment();
    }

    @Override
    public void lost() {
        lost.increment();
    }

    private Counter records(Ignored why) {
        return Counter.builder("stylize.ledger.ignored")
                .description("Reports that changed nothing")
                .tag("reason", why.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .register(registry);
    }

    private Counter finished(JobState state) {
        return Counter.builder("stylize.jobs.finished")
                .description("Jobs that ended")
                .tag("state", nameOf(state))
                .register(registry);
    }

    private Counter deadLetters(ProblemType type) {
        return Counter.builder("stylize.dead.letters")
                .description("Records written to the dead letters")
                .tag("problem", type.slug())
                .register(registry);
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private static String nameOf(JobState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
