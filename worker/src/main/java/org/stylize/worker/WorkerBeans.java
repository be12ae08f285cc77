package org.stylize.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.config.MeterFilter;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.HttpServer;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.base.ExitCodes;
import org.stylize.base.HostName;
import org.stylize.base.Stop;
import org.stylize.engine.Stylizer;
import org.stylize.engine.stylizer.MemorySettings;
import org.stylize.engine.stylizer.StylizerSettings;
import org.stylize.engine.stylizer.VggStylizer;
import org.stylize.engine.stylizer.WeightsSource;
import org.stylize.image.ImageLimits;
import org.stylize.proto.JobCodec;
import org.stylize.service.KafkaSettings;
import org.stylize.service.ProcessMemory;
import org.stylize.service.ReadyFile;
import org.stylize.service.S3Settings;
import org.stylize.service.S3Store;
import org.stylize.service.trace.Spans;
import org.stylize.service.trace.StoreSpans;
import org.stylize.worker.job.ArtefactStore;
import org.stylize.worker.job.CheckpointThread;
import org.stylize.worker.job.ImageStore;
import org.stylize.worker.job.JobLoop;
import org.stylize.worker.job.JobRunner;
import org.stylize.worker.job.ProgressFeed;
import org.stylize.worker.job.SharedStyles;
import org.stylize.worker.job.StepWatch;
import org.stylize.worker.kafka.KafkaJobOrders;
import org.stylize.worker.kafka.KafkaJobReports;
import org.stylize.worker.kafka.ShareJobRequests;
import org.stylize.worker.metrics.DecoderFailureCounter;
import org.stylize.worker.metrics.MeteredArtefactStore;
import org.stylize.worker.metrics.MeteredImageStore;
import org.stylize.worker.metrics.MeteredStyleObjects;
import org.stylize.worker.metrics.MeteredStylizer;
import org.stylize.worker.metrics.WorkerMetrics;
import org.stylize.worker.s3.S3ArtefactStore;
import org.stylize.worker.s3.S3ImageStore;
import org.stylize.worker.s3.S3StoreProbe;
import org.stylize.worker.s3.S3StyleObjects;
import org.stylize.worker.trace.JobSpans;
import org.stylize.worker.trace.Stages;
import org.stylize.worker.trace.TracedStyles;
import org.stylize.worker.trace.TracedStylizer;

/** Makes the parts of the worker from its configuration. {@link WorkerLifecycle} starts and closes them. */
@Singleton
final class WorkerBeans {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerBeans.class);

    @Produces
    @Singleton
    WorkerIdentity identity(WorkerConfig config) {
        String device = config.device();
        return new WorkerIdentity(config.name().orElseGet(() -> HostName.or("worker") + "-" + device), device);
    }

    /** Every metric of this process says whose it is. */
    @Produces
    @Singleton
    MeterFilter commonTags(WorkerIdentity identity) {
        return MeterFilter.commonTags(List.of(Tag.of("worker", identity.name()), Tag.of("device", identity.device())));
    }

    @Produces
    @Singleton
    MeterBinder memory() {
        return new ProcessMemory();
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    JobCodec codec(WorkerIdentity identity) {
        return new JobCodec("/worker/" + identity.name());
    }

    @Produces
    @Singleton
    KafkaSettings kafka(WorkerConfig config, WorkerIdentity identity) {
        return new KafkaSettings(
                config.kafka().bootstrapServers(),
                identity.name(),
                config.kafka().properties());
    }

    /** Requested when the worker is to stop. */
    @Produces
    @Singleton
    Stop stop() {
        return new Stop();
    }

    @Produces
    @Singleton
    Spans spans(OpenTelemetry telemetry) {
        return Spans.asConfigured(telemetry);
    }

    @Produces
    @Singleton
    S3Store store(WorkerConfig config, Spans spans) {
        WorkerConfig.S3 s3 = config.s3();
        return new S3Store(
                new S3Settings(
                        s3.endpoint(),
                        s3.accessKey(),
                        s3.secretKey(),
                        s3.region().orElse(null),
                        s3.bucket(),
                        s3.timeout(),
                        null,
                        s3.properties()),
                new StoreSpans(spans, s3.endpoint()));
    }

    @Produces
    @Singleton
    ImageStore images(S3Store store, WorkerConfig config, MeterRegistry registry) {
        return new MeteredImageStore(
                new S3ImageStore(store, imageLimits(config.limits()).maxBytes()), registry);
    }

    @Produces
    @Singleton
    ArtefactStore artefacts(S3Store store, MeterRegistry registry) {
        return new MeteredArtefactStore(new S3ArtefactStore(store), registry);
    }

    @Produces
    @Singleton
    WorkerDecoder decoder(WorkerConfig config, MeterRegistry registry) {
        ConfigCheck.check(config);
        WorkerDecoder decoder = new WorkerDecoder(config.decoder());
        DecoderFailureCounter.add(registry, decoder, WorkerDecoder::failures);
        return decoder;
    }

    @Produces
    @Singleton
    SharedStyles styles(S3Store store, WorkerConfig config, MeterRegistry registry) {
        WorkerConfig.StyleStore styles = config.styleStore();
        return new SharedStyles(
                new MeteredStyleObjects(new S3StyleObjects(store), registry),
                new SharedStyles.Settings(styles.enabled(), styles.leastTime(), styles.timeout(), (int)
                        styles.objectBytes().asLongValue()),
                System::nanoTime);
    }

    @Produces
    @Singleton
    WorkerMetrics metrics(MeterRegistry registry, Clock clock) {
        return new WorkerMetrics(registry, clock);
    }

    @Produces
    @Singleton
    KafkaJobReports reports(KafkaSettings kafka, JobCodec codec, WorkerConfig config) {
        return new KafkaJobReports(kafka, codec, config.kafka().deliveryTimeout());
    }

    @Produces
    @Singleton
    KafkaJobOrders orders(KafkaSettings kafka, JobCodec codec) {
        return new KafkaJobOrders(kafka, codec);
    }

    @Produces
    @Singleton
    CheckpointThread checkpointThread() {
        return new CheckpointThread();
    }

    @Produces
    @Singleton
    StepWatch steps(WorkerConfig config) {
        return new StepWatch(config.stepTimeout(), System::nanoTime, WorkerBeans::startAgain);
    }

    @Produces
    @Singleton
    JobRunner.Ports ports(
            ImageStore images,
            ArtefactStore artefacts,
            KafkaJobReports reports,
            KafkaJobOrders orders,
            WorkerMetrics metrics,
            Spans spans) {
        return new JobRunner.Ports(images, artefacts, reports, orders, metrics, new JobSpans(spans));
    }

    @Produces
    @Singleton
    ProgressFeed feed(KafkaJobReports reports, ArtefactStore artefacts) {
        return new ProgressFeed(reports, artefacts);
    }

    @Produces
    @Singleton
    ShareJobRequests requests(
            KafkaSettings kafka,
            WorkerIdentity identity,
            JobCodec codec,
            KafkaJobReports reports,
            WorkerMetrics metrics,
            Clock clock) {
        return new ShareJobRequests(
                kafka,
                new ShareJobRequests.Settings(identity.name(), identity.device()),
                codec,
                reports,
                metrics,
                clock);
    }

    @Produces
    @Singleton
    JobLoop loop(
            WorkerConfig config,
            WorkerIdentity identity,
            JobRunner.Ports ports,
            S3Store store,
            SharedStyles styles,
            WorkerDecoder decoder,
            ProgressFeed feed,
            StepWatch steps,
            CheckpointThread checkpointThread,
            ShareJobRequests requests,
            MeterRegistry registry,
            Clock clock,
            Stop stop,
            Spans spans) {
        StylizerSettings stylizer = stylizerSettings(config);
        JobRunner.Settings settings = new JobRunner.Settings(
                config.s3().patience(),
                config.progressInterval(),
                config.previewInterval(),
                config.checkpointInterval(),
                config.slice(),
                config.shutdownGrace().dividedBy(2));
        return new JobLoop(
                () -> new MeteredStylizer(traced(stylizer, styles, decoder, spans, clock), registry),
                (Stylizer made) -> new JobRunner(
                        ports, made, feed, steps, checkpointThread, stop, clock, System::nanoTime, settings),
                requests,
                new S3StoreProbe(store, identity.name()),
                stop,
                config.shutdownGrace(),
                WorkerBeans::giveUp);
    }

    private static Stylizer traced(
            StylizerSettings settings, SharedStyles styles, WorkerDecoder decoder, Spans spans, Clock clock) {
        Stages stages = new Stages();
        return new TracedStylizer(
                VggStylizer.open(settings, new TracedStyles(styles, spans, stages, clock), decoder.decoder()),
                spans,
                stages);
    }

    @Produces
    @Singleton
    ReadyFile readyFile(WorkerConfig config, WorkerIdentity identity, WorkerReadiness readiness, HttpServer server) {
        return new ReadyFile(
                config.readyFile().orElse(null),
                readiness::isReady,
                () -> Map.of(
                        "worker", identity.name(),
                        "device", identity.device(),
                        "http.port", String.valueOf(server.getPort()),
                        "pid", String.valueOf(ProcessHandle.current().pid())));
    }

    /** The limits of a picture, the same as the gateway's. */
    static ImageLimits imageLimits(WorkerConfig.Limits limits) {
        return new ImageLimits(limits.imagePixels(), limits.imageBytes().asLongValue(), limits.imageSidePixels());
    }

    private static StylizerSettings stylizerSettings(WorkerConfig config) {
        ConfigCheck.check(config);
        return new StylizerSettings(
                config.device(),
                config.threads(),
                weights(config.weights()),
                config.limits().longestSidePixels(),
                config.backEnd(),
                new MemorySettings(
                        config.tileSidePixels().orElse(0),
                        config.memory().map(MemorySize::asLongValue).orElse(0L),
                        config.styleCache().asLongValue()),
                true,
                imageLimits(config.limits()));
    }

    /** That a location comes with a digest is checked before. */
    private static WeightsSource weights(WorkerConfig.Weights weights) {
        return weights.location()
                .map(location -> new WeightsSource(location, weights.sha256().orElse("")))
                .orElseGet(WeightsSource::shipped);
    }

    private static void startAgain() {
        LOG.error("the worker exits and has to be started again");
        ApplicationLifecycleManager.setDefaultExitCodeHandler(ExitAtOnce::with); // once everything else is closed
        Quarkus.asyncExit(WorkerExitCodes.STUCK);
    }

    private static void giveUp() {
        LOG.error("the worker cannot run jobs any more and exits");
        Quarkus.asyncExit(ExitCodes.FAILED);
    }
}
