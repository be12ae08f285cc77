package org.stylize.worker.testing;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.stylize.base.Stop;
import org.stylize.engine.Stylizer;
import org.stylize.proto.JobCodec;
import org.stylize.service.KafkaSettings;
import org.stylize.service.trace.Spans;
import org.stylize.testing.KafkaClientProbe;
import org.stylize.worker.job.ArtefactStore;
import org.stylize.worker.job.CheckpointThread;
import org.stylize.worker.job.ImageStore;
import org.stylize.worker.job.JobLoop;
import org.stylize.worker.job.JobReports;
import org.stylize.worker.job.JobRequests;
import org.stylize.worker.job.JobRunner;
import org.stylize.worker.job.ProgressFeed;
import org.stylize.worker.job.StepWatch;
import org.stylize.worker.kafka.KafkaJobOrders;
import org.stylize.worker.kafka.KafkaJobReports;
import org.stylize.worker.kafka.ShareJobRequests;
import org.stylize.worker.trace.JobSpans;

/** A worker on the real broker, with the ports that a test gives it. */
public final class TestWorker implements AutoCloseable {
    /** No retries of the store; long slices, and checkpoints as often as in real life. */
    public static final JobRunner.Settings SETTINGS = new JobRunner.Settings(
            Duration.ofMillis(1),
            Duration.ofMillis(500),
            Duration.ofSeconds(3),
            Duration.ofSeconds(30),
            Duration.ofMinutes(3),
            Duration.ofSeconds(4));

    /** Set in the properties that pass through to every client. */
    public static final String RACK = "rack-of-the-test";

    public final CountingObserver observer = new CountingObserver();
    private final Stop stop = new Stop();
    private final KafkaJobReports reports;
    private final KafkaJobOrders orders;
    private final CheckpointThread checkpointThread = new CheckpointThread();
    private final StepWatch steps = new StepWatch(Duration.ofMinutes(10), System::nanoTime, () -> {});
    private final ProgressFeed feed;
    private final ShareJobRequests requests;
    private final JobLoop loop;

    private TestWorker(
            String name,
            String bootstrapServers,
            ImageStore images,
            ArtefactStore artefacts,
            Stylizer stylizer,
            UnaryOperator<JobReports> reporting,
            UnaryOperator<JobRequests> requesting,
            JobRunner.Settings settings) {
        KafkaSettings kafka = new KafkaSettings(
                bootstrapServers,
                name,
                Map.of("metric.reporters", KafkaClientProbe.class.getName(), "client.rack", RACK));
        JobCodec codec = new JobCodec("/worker/" + name);
        reports = new KafkaJobReports(kafka, codec, Duration.ofSeconds(10));
        orders = new KafkaJobOrders(kafka, codec);
        feed = new ProgressFeed(reports, artefacts);
        requests = new ShareJobRequests(
                kafka, new ShareJobRequests.Settings(name, "cpu"), codec, reports, observer, Clock.systemUTC());
        loop = new JobLoop(
                () -> stylizer,
                made -> new JobRunner(
                        new JobRunner.Ports(
                                images,
                                artefacts,
                                reporting.apply(reports),
                                orders,
                                observer,
                                new JobSpans(Spans.none())),
                        made,
                        feed,
                        steps,
                        checkpointThread,
                        stop,
                        Clock.systemUTC(),
                        System::nanoTime,
                        settings),
                requesting.apply(requests),
                () -> {},
                stop,
                Duration.ofSeconds(10),
                () -> {});
        orders.start();
        requests.start();
        loop.start();
    }

    public static <S extends ImageStore & ArtefactStore> TestWorker start(
            String name, String bootstrapServers, S store, Stylizer stylizer) {
        return start(name, bootstrapServers, store, stylizer, SETTINGS);
    }

    public static <S extends ImageStore & ArtefactStore> TestWorker start(
            String name, String bootstrapServers, S store, Stylizer stylizer, JobRunner.Settings settings) {
        return new TestWorker(
                name,
                bootstrapServers,
                store,
                store,
                stylizer,
                UnaryOperator.identity(),
                UnaryOperator.identity(),
                settings);
    }

    /**
     * With something between the job and its ports.
     *
     * @param reporting goes round the reports that the job makes
     * @param requesting goes round the requests that the job gets
     */
    public static TestWorker start(
            String name,
            String bootstrapServers,
            ImageStore images,
            ArtefactStore artefacts,
            Stylizer stylizer,
            UnaryOperator<JobReports> reporting,
            UnaryOperator<JobRequests> requesting) {
        return new TestWorker(name, bootstrapServers, images, artefacts, stylizer, reporting, requesting, SETTINGS);
    }

    /** Whether all orders are read that were given before. */
    public boolean knowsOrders() {
        return orders.isCurrent();
    }

    /** With something between the job and its ports, and other settings. */
    static TestWorker start(
            String name,
            String bootstrapServers,
            ImageStore images,
            ArtefactStore artefacts,
            Stylizer stylizer,
            UnaryOperator<JobReports> reporting,
            UnaryOperator<JobRequests> requesting,
            JobRunner.Settings settings) {
        return new TestWorker(name, bootstrapServers, images, artefacts, stylizer, reporting, requesting, settings);
    }

    public boolean isPolling() {
        return requests.isPolling();
    }

    /** As on SIGTERM. */
    @Override
    public void close() {
        loop.close();
        requests.close();
        steps.close();
        checkpointThread.close();
        orders.close();
        feed.close();
        reports.close();
    }
}
