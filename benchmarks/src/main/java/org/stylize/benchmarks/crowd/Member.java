package org.stylize.benchmarks.crowd;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.stylize.base.Stop;
import org.stylize.engine.Stylizer;
import org.stylize.proto.JobCodec;
import org.stylize.service.KafkaSettings;
import org.stylize.service.trace.Spans;
import org.stylize.worker.job.CheckpointThread;
import org.stylize.worker.job.JobLoop;
import org.stylize.worker.job.JobRunner;
import org.stylize.worker.job.ProgressFeed;
import org.stylize.worker.job.StepWatch;
import org.stylize.worker.kafka.KafkaJobOrders;
import org.stylize.worker.kafka.KafkaJobReports;
import org.stylize.worker.kafka.ShareJobRequests;
import org.stylize.worker.trace.JobSpans;

/**
 * One worker: the parts that the service is made of, with their default settings, but a stylizer that waits, a directory as
 * store, and no previews. Has its own Kafka clients, as a process of its own would.
 */
final class Member implements AutoCloseable {
    private static final Duration SHUTDOWN_GRACE = Duration.ofSeconds(8);
    private static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration STEP_TIMEOUT = Duration.ofMinutes(10);
    private static final Duration NO_PREVIEWS = Duration.ofDays(1);

    private final Stop stop = new Stop();
    private final KafkaJobReports reports;
    private final KafkaJobOrders orders;
    private final CheckpointThread checkpointThread = new CheckpointThread();
    private final StepWatch steps = new StepWatch(STEP_TIMEOUT, System::nanoTime, () -> {});
    private final ProgressFeed feed;
    private final ShareJobRequests requests;
    private final JobLoop loop;

    /**
     * What all members have in common.
     *
     * @param bootstrapServers of the broker
     * @param step how long a step takes
     * @param slice work after which other jobs get their turn
     */
    record Settings(String bootstrapServers, DirectoryStore store, Duration step, Duration slice) {
        Settings {
            requireNonNull(bootstrapServers, "bootstrapServers is null");
            requireNonNull(store, "store is null");
            requireNonNull(step, "step is null");
            requireNonNull(slice, "slice is null");
        }
    }

    /** Joins the group. */
    Member(String name, Settings settings, Counts counts) {
        KafkaSettings kafka = new KafkaSettings(settings.bootstrapServers(), name, Map.of());
        JobCodec codec = new JobCodec("/worker/" + name);
        Clock clock = Clock.systemUTC();
        DirectoryStore store = settings.store();
        reports = new KafkaJobReports(kafka, codec, DELIVERY_TIMEOUT);
        orders = new KafkaJobOrders(kafka, codec);
        feed = new ProgressFeed(reports, store);
        requests =
                new ShareJobRequests(kafka, new ShareJobRequests.Settings(name, "cpu"), codec, reports, counts, clock);
        JobRunner.Settings times = new JobRunner.Settings(
                Duration.ofSeconds(60),
                Duration.ofMillis(500),
                NO_PREVIEWS,
                Duration.ofSeconds(30),
                settings.slice(),
                SHUTDOWN_GRACE.dividedBy(2));
        loop = new JobLoop(
                () -> new WaitingStylizer(settings.step()),
                (Stylizer made) -> new JobRunner(
                        new JobRunner.Ports(store, store, reports, orders, counts, new JobSpans(Spans.none())),
                        made,
                        feed,
                        steps,
                        checkpointThread,
                        stop,
                        clock,
                        System::nanoTime,
                        times),
                requests,
                () -> {},
                stop,
                SHUTDOWN_GRACE,
                () -> {});
        orders.start();
        requests.start();
        loop.start();
    }

    /** Whether it asks the broker for jobs, or has one. */
    boolean isPolling() {
        return requests.isPolling();
    }

    /** As on SIGTERM: hands its job back and leaves the group. */
    @Override
    public void close() {
        loop.close();
        requests.close();
        steps.close();
        checkpointThread.close();
        feed.close();
        orders.close();
        reports.close();
    }
}
