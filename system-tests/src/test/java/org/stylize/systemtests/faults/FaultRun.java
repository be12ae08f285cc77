package org.stylize.systemtests.faults;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobPictures;

/**
 * Jobs go through a fleet while one fault follows the other. What the faults are and when they come is decided by the
 * seed; what they meet is not.
 */
final class FaultRun implements AutoCloseable {
    private static final Duration END_DEADLINE = Duration.ofMinutes(12);
    private static final Duration START_DEADLINE = Duration.ofMinutes(8);
    private static final Map<String, String> SETTINGS = Map.of(
            "stack.lock-duration", "6s",
            "worker.threads", "1",
            "worker.slice", "3s",
            "worker.checkpoint-interval", "1s",
            "gateway.ledger.attempts", "1000",
            "gateway.ledger.first-pause", "1s",
            "gateway.ledger.longest-pause", "5s",
            "gateway.ledger.surroundings-pause", "2s",
            "gateway.sweeper.ended-grace", "7d"); // the checker looks at the results of lost attempts too
    private static final Map<String, String> SWEEPING = Map.of(
            "gateway.sweeper.ended-grace", "1s",
            "gateway.sweeper.upload-grace", "1s",
            "gateway.sweeper.interval", "1s");

    private final Settings settings;
    private final Random random;
    private final TestedFleet fleet;
    private final Broker broker;
    private final Gateways gateways;
    private final Map<Fault, Integer> faults = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();

    /**
     * How a run is made.
     *
     * @param data directory for everything that the processes write
     * @param librdkafka a Python 3 that has confluent-kafka, which then submits jobs; null for a producer in Java that
     *     places records like librdkafka
     */
    record Settings(Path data, long seed, @Nullable String librdkafka) {}

    private FaultRun(Settings settings) {
        this.settings = settings;
        this.random = new Random(settings.seed());
        this.fleet = new TestedFleet(settings.data(), SETTINGS);
        this.broker = new Broker(fleet.bootstrapServers());
        this.gateways = new Gateways(fleet.urls());
    }

    /** Starts everything and waits until it is ready. */
    static FaultRun start(Settings settings) {
        return new FaultRun(settings);
    }

    /** Lets faults happen for that long, waits until all is quiet, and reads what happened. */
    Summary run(Duration length) {
        Submitter submitter = new Submitter(fleet.urls(), random.nextLong(), "job-");
        submitOnce(submitter, "first", JobMix.MANY_STEPS);
        ForeignSubmitter foreign = new ForeignSubmitter(producer(), pictures(), gateways, random.nextLong());
        FaultInjector injector = new FaultInjector(fleet, broker, random);
        try (foreign;
                submitter;
                injector) {
            submitter.start();
            foreign.start();
            letFaultsHappen(injector, length);
        }
        awaitTrue("jobs are still open", gateways::isQuiet);
        // Undisturbed, for comparison.
        JobMix.FEW_STEPS.forEach(steps -> submitOnce(submitter, "last-" + steps, steps));
        submitOnce(submitter, "last", JobMix.MANY_STEPS);
        awaitTrue("jobs are still open", gateways::isQuiet);
        awaitTrue("ledger or workers have not read everything", () -> broker.lag() == 0);
        violations.addAll(fleet.troubles());
        violations.addAll(submitter.troubles());
        return summary(submitter.accepted(), foreign.accepted(), injector.workerEnds());
    }

    private void letFaultsHappen(FaultInjector injector, Duration length) {
        Iterator<Fault> schedule = Fault.schedule(random);
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < end) {
            FaultInjector.pause(Duration.ofMillis(2_000 + random.nextInt(5_000)));
            Fault fault = schedule.next();
            faults.merge(fault, 1, Integer::sum);
            System.out.println("fault: " + fault);
            injector.happen(fault);
        }
    }

    private ForeignProducer producer() {
        String python = settings.librdkafka();
        return python == null
                ? new ConsistentRandomProducer(fleet.bootstrapServers())
                : new LibrdkafkaProducer(python, fleet.bootstrapServers());
    }

    private static void submitOnce(Submitter submitter, String key, int steps) {
        await().atMost(START_DEADLINE).until(() -> submitter.submit(key, steps));
    }

    /** Pictures that the first job has stored. */
    private JobPictures<ImageRef> pictures() {
        return patiently(broker::submissions).get(0).pictures();
    }

    /** On a loaded machine the broker may take longer than its clients wait. */
    private static <T> T patiently(Callable<T> reading) {
        return await().atMost(START_DEADLINE).ignoreExceptions().until(reading, Objects::nonNull);
    }

    private void awaitTrue(String otherwise, Callable<Boolean> condition) {
        try {
            await().atMost(END_DEADLINE)
                    .pollInterval(Duration.ofSeconds(1))
                    .ignoreExceptions()
                    .until(condition);
        } catch (ConditionTimeoutException e) {
            violations.add(otherwise + ", " + END_DEADLINE + " after the last fault");
        }
    }

    private Summary summary(List<Accepted> overRest, List<Accepted> overKafka, List<WorkerEnd> workerEnds) {
        History history = new History(
                Stream.concat(overRest.stream(), overKafka.stream()).toList(),
                patiently(broker::records),
                new Store(fleet.buckets()),
                gateways,
                true);
        violations.addAll(history.violations());
        int orphans = history.orphans().size();
        sweep(history);
        return new Summary(
                settings.seed(),
                faults,
                overRest.stream().map(Accepted::id).distinct().count(),
                overKafka.size(),
                history.count(JobEvent.Kind.COMPLETED),
                history.count(JobEvent.Kind.RETRIED),
                history.count(JobEvent.Kind.CHECKPOINTED),
                orphans,
                Takeovers.of(workerEnds, history.lives().values()),
                violations);
    }

    /** Lets the gateways sweep, and looks what is left: all that jobs name, and nothing else. */
    private void sweep(History history) {
        fleet.restartGateways(SWEEPING);
        awaitTrue("objects that no job names are left", () -> history.orphans().isEmpty());
        history.orphans().forEach(orphan -> violations.add("no job names the object " + orphan));
        history.missing().forEach(object -> violations.add("a job names an object that is not there: " + object));
    }

    @Override
    public void close() {
        fleet.close();
    }
}
