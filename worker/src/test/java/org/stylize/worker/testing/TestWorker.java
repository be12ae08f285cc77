package org.stylize.worker.testing;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.stylize.base.Stop;
import org.stylize.engine.Stylizer;
import org.stylize.proto.JobCodec;
import org.stylize.service.KafkaSettings;
import org.stylize.testing.KafkaClientProbe;
import org.stylize.worker.job.ArtefactStore;
import org.stylize.worker.job.ImageStore;
import org.stylize.worker.job.JobLoop;
import org.stylize.worker.job.JobReports;
import org.stylize.worker.job.JobRequests;
import org.stylize.worker.job.JobRunner;
import org.stylize.worker.job.ProgressFeed;
import org.stylize.worker.kafka.KafkaJobReports;
import org.stylize.worker.kafka.ShareJobRequests;

/** A worker on the real broker, with the ports that a test gives it. */
public final class TestWorker implements AutoCloseable {
    public static final int ATTEMPTS = 4;
    /** Set in the properties that pass through to every client. */
    public static final String RACK = "rack-of-the-test";

    public final CountingObserver observer = new CountingObserver();
    private final Stop stop = new Stop();
    private final KafkaJobReports reports;
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
            UnaryOperator<JobRequests> requesting) {
        KafkaSettings kafka = new KafkaSettings(
                bootstrapServers,
                name,
                Map.of("metric.reporters", KafkaClientProbe.class.getName(), "client.rack", RACK));
        JobCodec codec = new JobCodec("/worker/" + name);
        reports = new KafkaJobReports(kafka, codec, Duration.ofSeconds(10));
        feed = new ProgressFeed(reports, artefacts);
        requests = new ShareJobRequests(
                kafka,
                new ShareJobRequests.Settings(name, "cpu", ATTEMPTS),
                codec,
                reports,
                observer,
                Clock.systemUTC());
        loop = new JobLoop(
                () -> stylizer,
                made -> new JobRunner(
                        images,
                        artefacts,
                        made,
                        reporting.apply(reports),
                        feed,
                        observer,
                        stop,
                        Clock.systemUTC(),
                        System::nanoTime,
                        new JobRunner.Settings(
                                ATTEMPTS, Duration.ofMillis(1), Duration.ofMillis(500), Duration.ofSeconds(3))),
                requesting.apply(requests),
                stop,
                Duration.ofSeconds(10),
                () -> {});
        requests.start();
        loop.start();
    }

    public static <S extends ImageStore & ArtefactStore> TestWorker start(
            String name, String bootstrapServers, S store, Stylizer stylizer) {
        return start(
                name, bootstrapServers, store, store, stylizer, UnaryOperator.identity(), UnaryOperator.identity());
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
        return new TestWorker(name, bootstrapServers, images, artefacts, stylizer, reporting, requesting);
    }

    public boolean isPolling() {
        return requests.isPolling();
    }

    /** As on SIGTERM. */
    @Override
    public void close() {
        loop.close();
        requests.close();
        feed.close();
        reports.close();
    }
}
