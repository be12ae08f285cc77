package org.stylize.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServer;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.engine.Stylizer;
import org.stylize.proto.JobCodec;
import org.stylize.worker.job.ImageStore;
import org.stylize.worker.job.JobLoop;
import org.stylize.worker.job.JobRunner;
import org.stylize.worker.job.Patience;
import org.stylize.worker.job.PatientImageStore;
import org.stylize.worker.job.ProgressFeed;
import org.stylize.worker.kafka.KafkaJobReports;
import org.stylize.worker.kafka.KafkaSettings;
import org.stylize.worker.kafka.ShareJobRequests;
import org.stylize.worker.metrics.MeteredImageStore;
import org.stylize.worker.metrics.MeteredStylizer;
import org.stylize.worker.metrics.WorkerMetrics;
import org.stylize.worker.s3.S3ImageStore;

/** Puts the worker together, starts it with the service and stops it in the opposite order. */
@Singleton
public class WorkerService {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerService.class);
    private static final int EXIT_CODE = 1;

    private final WorkerIdentity identity;
    private final Patience patience = new Patience();
    private final S3ImageStore store;
    private final KafkaJobReports reports;
    private final ProgressFeed feed;
    private final ShareJobRequests requests;
    private final JobLoop loop;
    private final ReadyFile readyFile;

    WorkerService(
            WorkerConfig config,
            WorkerIdentity identity,
            StylizerFactory stylizers,
            MeterRegistry registry,
            HttpServer server) {
        this.identity = identity;
        Clock clock = Clock.systemUTC();
        JobCodec codec = new JobCodec("/worker/" + identity.name());
        KafkaSettings kafka = new KafkaSettings(
                config.kafka().bootstrapServers(),
                identity.name(),
                config.kafka().properties());
        WorkerMetrics metrics = new WorkerMetrics(registry, clock);
        store = new S3ImageStore(s3Settings(config));
        ImageStore metered = new MeteredImageStore(store, registry);
        reports = new KafkaJobReports(kafka, codec, config.kafka().deliveryTimeout());
        feed = new ProgressFeed(reports, metered);
        requests = new ShareJobRequests(
                kafka,
                new ShareJobRequests.Settings(identity.name(), identity.device(), config.attempts()),
                codec,
                reports,
                metrics,
                clock);
        ImageStore images = new PatientImageStore(metered, config.s3().patience(), patience, System::nanoTime);
        JobRunner.Settings settings = new JobRunner.Settings(
                config.s3().bucket(), config.attempts(), config.progressInterval(), config.previewInterval());
        loop = new JobLoop(
                () -> new MeteredStylizer(stylizers.create(), registry),
                stylizer -> runner(stylizer, images, metrics, clock, settings),
                requests,
                patience,
                config.shutdownGrace(),
                WorkerService::giveUp);
        readyFile = new ReadyFile(identity, config.readyFile().orElse(null), server, this::isReady, patience);
    }

    void start(@Observes StartupEvent event) {
        LOG.info("worker {} on {} starts", identity.name(), identity.device());
        requests.start();
        loop.start();
        readyFile.start();
    }

    /** Not ready, no new job, hand back the running one, leave the group, let go of broker and store. */
    void stop(@Observes ShutdownEvent event) {
        LOG.info("worker {} stops", identity.name());
        readyFile.close();
        loop.close();
        requests.close();
        feed.close();
        reports.close();
        store.close();
    }

    /** Verified weights are loaded and requests are being taken. */
    boolean isReady() {
        return loop.isReady() && requests.isPolling();
    }

    /** Both of the threads live without which no job is done. */
    boolean isAlive() {
        return loop.isAlive() && requests.isAlive();
    }

    private JobRunner runner(
            Stylizer stylizer, ImageStore images, WorkerMetrics metrics, Clock clock, JobRunner.Settings settings) {
        return new JobRunner(images, stylizer, reports, feed, metrics, patience, clock, System::nanoTime, settings);
    }

    private static S3ImageStore.Settings s3Settings(WorkerConfig config) {
        WorkerConfig.S3 s3 = config.s3();
        return new S3ImageStore.Settings(
                s3.endpoint(),
                s3.accessKey(),
                s3.secretKey(),
                s3.region().orElse(null),
                s3.bucket(),
                config.limits().imageBytes().asLongValue(),
                s3.timeout());
    }

    private static void giveUp() {
        LOG.error("the worker can do no more jobs and ends");
        Quarkus.asyncExit(EXIT_CODE);
    }
}
