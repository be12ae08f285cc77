package org.stylize.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.vertx.http.HttpServer;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.stylize.base.HostName;
import org.stylize.gateway.access.ApiKeys;
import org.stylize.gateway.forecast.Forecast;
import org.stylize.gateway.kafka.KafkaDeadLetters;
import org.stylize.gateway.kafka.KafkaJobCommands;
import org.stylize.gateway.kafka.KafkaJobSubmissions;
import org.stylize.gateway.kafka.KafkaJobViews;
import org.stylize.gateway.kafka.KafkaLetterArchive;
import org.stylize.gateway.kafka.Rewind;
import org.stylize.gateway.kafka.SubmissionsTopic;
import org.stylize.gateway.ledger.QueueWindow;
import org.stylize.gateway.link.PictureLinks;
import org.stylize.gateway.management.Exposition;
import org.stylize.gateway.metrics.GatewayMetrics;
import org.stylize.gateway.metrics.HttpSeries;
import org.stylize.gateway.metrics.MeteredImageStore;
import org.stylize.gateway.metrics.MeteredJobSubmissions;
import org.stylize.gateway.metrics.SurroundingsMetrics;
import org.stylize.gateway.picture.PictureLibrary;
import org.stylize.gateway.quota.TenantQuotas;
import org.stylize.gateway.rest.BodyLimits;
import org.stylize.gateway.rest.FixedAddresses;
import org.stylize.gateway.rest.Heartbeat;
import org.stylize.gateway.rocksdb.RocksJobStore;
import org.stylize.gateway.s3.S3ImageStore;
import org.stylize.gateway.s3.S3PictureShelf;
import org.stylize.gateway.s3.S3StoredObjects;
import org.stylize.gateway.s3.StoreWatch;
import org.stylize.gateway.security.CertificateFile;
import org.stylize.gateway.submission.Commands;
import org.stylize.gateway.submission.ImageInspection;
import org.stylize.gateway.submission.ImageStore;
import org.stylize.gateway.submission.JobSubmissions;
import org.stylize.gateway.submission.LetterArchive;
import org.stylize.gateway.submission.LetterRetry;
import org.stylize.gateway.submission.Submissions;
import org.stylize.gateway.thumbnail.Thumbnails;
import org.stylize.gateway.trace.TracedJobCommands;
import org.stylize.gateway.trace.TracedJobSubmissions;
import org.stylize.gateway.view.EventFeed;
import org.stylize.gateway.view.JobViews;
import org.stylize.gateway.view.LetterViews;
import org.stylize.gateway.view.WideFeed;
import org.stylize.image.ImageLimits;
import org.stylize.proto.JobCodec;
import org.stylize.service.KafkaSettings;
import org.stylize.service.LocalDirectory;
import org.stylize.service.ProcessMemory;
import org.stylize.service.ReadyFile;
import org.stylize.service.S3Settings;
import org.stylize.service.S3Store;
import org.stylize.service.download.DownloadSettings;
import org.stylize.service.download.Downloader;
import org.stylize.service.trace.Spans;
import org.stylize.service.trace.StoreSpans;

/** Makes the parts of the gateway from its configuration. {@link Lifecycle} starts and closes them. */
@Singleton
final class Beans {
    private static final Duration STORE_PAUSE = Duration.ofSeconds(5);
    private static final Duration KEY_IN_USE = Duration.ofDays(1);

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    JobCodec codec(GatewayConfig config) {
        return new JobCodec("/gateway/" + nameOf(config));
    }

    @Produces
    @Singleton
    KafkaSettings kafka(GatewayConfig config) {
        return new KafkaSettings(
                config.kafka().bootstrapServers(),
                "gateway-" + nameOf(config),
                config.kafka().properties());
    }

    /** Settings of the outgoing channels; application.properties names it. */
    @Produces
    @Singleton
    @Identifier("gateway-producer")
    Map<String, Object> producerChannels(KafkaSettings kafka) {
        return kafka.passedThrough(KafkaSettings.Client.PRODUCER);
    }

    /** Settings of the incoming channels; application.properties names it. */
    @Produces
    @Singleton
    @Identifier("gateway-consumer")
    Map<String, Object> consumerChannels(KafkaSettings kafka) {
        return kafka.passedThrough(KafkaSettings.Client.CONSUMER);
    }

    @Produces
    @Singleton
    RocksJobStore viewedJobs(GatewayConfig config, JobCodec codec) {
        GatewayConfig.View view = config.view();
        return RocksJobStore.open(
                LocalDirectory.of(view.directory().orElse(null), "view", "gateway.view.directory"),
                view.memory().asLongValue(),
                codec);
    }

    @Produces
    @Singleton
    JobViews views(RocksJobStore jobs, Forecast forecast) {
        return new JobViews(jobs, forecast);
    }

    @Produces
    @Singleton
    Forecast forecast(QueueWindow window) {
        return new Forecast(window::workers);
    }

    @Produces
    @Singleton
    EventFeed feed(JobViews views, GatewayConfig config) {
        return new EventFeed(views, config.events().rememberedJobs());
    }

    @Produces
    @Singleton
    WideFeed wideFeed(GatewayConfig config) {
        return new WideFeed(config.events().remembered());
    }

    @Produces
    @Singleton
    Rewind.History history(GatewayConfig config) {
        return new Rewind.History(config.events().history());
    }

    @Produces
    @Singleton
    Heartbeat heartbeat(GatewayConfig config) {
        return new Heartbeat(config.events().heartbeat());
    }

    @Produces
    @Singleton
    BodyLimits bodyLimits(GatewayConfig config) {
        GatewayConfig.Limits limits = config.limits();
        return new BodyLimits(
                limits.imageBytes().asLongValue(),
                limits.bodyBytes().asLongValue(),
                Math.toIntExact(limits.jsonBytes().asLongValue()),
                Math.toIntExact(limits.batchBytes().asLongValue()));
    }

    @Produces
    @Singleton
    PictureLinks links(GatewayConfig config) {
        GatewayConfig.Links links = config.links();
        return new PictureLinks(
                new Downloader(new DownloadSettings(
                        links.plainHttp(),
                        links.networks().orElse(List.of()),
                        links.timeout(),
                        config.limits().imageBytes().asLongValue())),
                LocalDirectory.of(null, "link", "java.io.tmpdir"),
                links.atOnce());
    }

    @Produces
    @Singleton
    S3Store objects(GatewayConfig config, Spans spans) {
        return new S3Store(
                s3Settings(config.s3()), new StoreSpans(spans, config.s3().endpoint()));
    }

    @Produces
    @Singleton
    StoreWatch storeWatch(S3Store objects) {
        return new StoreWatch(objects, STORE_PAUSE);
    }

    @Produces
    @Singleton
    SurroundingsMetrics surroundings(MeterRegistry registry, GatewayConfig config, ApiKeys keys, Clock clock) {
        SurroundingsMetrics metrics = new SurroundingsMetrics(registry);
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        metrics.watchDisk("ledger", config.ledger().stateDirectory().orElse(temporary));
        metrics.watchDisk("view", config.view().directory().orElse(temporary));
        metrics.watchDisk("transfers", config.transfers().directory().orElse(temporary));
        Optional<CertificateFile> certificate =
                config.http().tls().certificate().map(CertificateFile::new);
        metrics.watchCertificate(() -> certificate.flatMap(CertificateFile::end));
        metrics.watchKeys(() -> keys.nextEnd(clock.instant(), KEY_IN_USE));
        return metrics;
    }

    static S3Settings s3Settings(GatewayConfig.S3 s3) {
        return new S3Settings(
                s3.endpoint(),
                s3.accessKey(),
                s3.secretKey(),
                s3.region(),
                s3.bucket(),
                s3.timeout(),
                s3.wholeTimeout(),
                s3.properties());
    }

    @Produces
    @Singleton
    ImageStore store(S3Store objects, MeterRegistry registry) {
        return new MeteredImageStore(new S3ImageStore(objects), registry);
    }

    @Produces
    @Singleton
    PictureLibrary pictures(
            ImageStore store, S3Store objects, JobViews jobs, ImageInspection inspection, TenantQuotas quotas) {
        return new PictureLibrary(store, new S3PictureShelf(objects), jobs, inspection, quotas);
    }

    @Produces
    @Singleton
    ImageInspection inspection(ImageStore store, GatewayConfig config) {
        return new ImageInspection(store, imageLimits(config.limits()));
    }

    @Produces
    @Singleton
    Thumbnails thumbnails(ImageStore store, GatewayConfig config) {
        return new Thumbnails(
                store,
                config.limits().imagePixels(),
                config.thumbnails().cacheBytes().asLongValue(),
                config.thumbnails().timeout());
    }

    @Produces
    @Singleton
    SubmissionsTopic submissionsTopic(@Channel("submissions") Emitter<byte[]> emitter, GatewayConfig config) {
        return new SubmissionsTopic(emitter, config.kafka().sendTimeout());
    }

    @Produces
    @Singleton
    Commands commands(
            JobViews views,
            SubmissionsTopic topic,
            S3Store objects,
            ImageStore images,
            JobCodec codec,
            Clock clock,
            GatewayConfig config,
            Spans spans) {
        return new Commands(
                views,
                new TracedJobCommands(new KafkaJobCommands(topic, codec), spans),
                new S3StoredObjects(objects),
                images,
                clock,
                config.ledger().rulingTimeout());
    }

    /** Created at the start, so that its meters begin at 0. */
    @Produces
    @Singleton
    @Startup
    Submissions submissions(
            JobViews views,
            ImageStore store,
            SubmissionsTopic topic,
            JobCodec codec,
            ImageInspection inspection,
            Clock clock,
            GatewayConfig config,
            MeterRegistry registry,
            TenantQuotas quotas,
            Spans spans) {
        JobSubmissions broker = new TracedJobSubmissions(new KafkaJobSubmissions(topic, codec), spans);
        return new Submissions(
                views,
                store,
                new MeteredJobSubmissions(broker, registry),
                inspection,
                clock,
                config.ledger().rulingTimeout(),
                quotas);
    }

    @Produces
    @Singleton
    MeterFilter httpSeries(BeanManager beans) {
        return new HttpSeries(FixedAddresses.of(beans));
    }

    @Produces
    @Singleton
    MeterBinder memory() {
        return new ProcessMemory();
    }

    @Produces
    @Singleton
    GatewayMetrics metrics(MeterRegistry registry) {
        return new GatewayMetrics(registry);
    }

    @Produces
    @Singleton
    @SuppressWarnings("deprecation") // Quarkus has this registry, and no other
    Exposition exposition(PrometheusMeterRegistry registry) {
        return registry::scrape;
    }

    @Produces
    @Singleton
    KafkaJobViews viewReader(KafkaSettings kafka, JobViews views, JobCodec codec, Clock clock) {
        return new KafkaJobViews(kafka.named("view"), views, codec, clock);
    }

    @Produces
    @Singleton
    LetterViews letters(GatewayConfig config) {
        return new LetterViews(config.deadLetters().kept());
    }

    @Produces
    @Singleton
    KafkaDeadLetters letterReader(KafkaSettings kafka, LetterViews letters, JobCodec codec) {
        return new KafkaDeadLetters(kafka.named("letters"), letters, codec);
    }

    @Produces
    @Singleton
    LetterArchive letterArchive(KafkaSettings kafka, LetterViews letters, JobCodec codec) {
        return new KafkaLetterArchive(kafka.named("letter"), letters, codec);
    }

    @Produces
    @Singleton
    LetterRetry letterRetry(
            LetterArchive letters,
            JobViews views,
            ImageStore images,
            SubmissionsTopic topic,
            JobCodec codec,
            Clock clock,
            GatewayConfig config) {
        return new LetterRetry(
                letters,
                views,
                images,
                new KafkaJobSubmissions(topic, codec),
                codec,
                clock,
                config.ledger().rulingTimeout());
    }

    @Produces
    @Singleton
    ReadyFile readyFile(GatewayConfig config, Readiness readiness, HttpServer server) {
        boolean tls = config.http().tls().certificate().isPresent();
        IntSupplier ports = tls ? server::getSecurePort : server::getPort;
        return new ReadyFile(
                config.readyFile().orElse(null),
                () -> readiness.isReady() && ports.getAsInt() > 0 && managementPort(config, server) > 0,
                () -> {
                    String host = config.http().host();
                    String port = String.valueOf(ports.getAsInt());
                    return Map.of(
                            "http.url",
                            (tls ? "https://" : "http://") + named(host) + ":" + port,
                            "http.port",
                            port,
                            "management.url",
                            "http://" + named(config.management().host()) + ":" + managementPort(config, server));
                });
    }

    /** Quarkus tells this port only if it is another one than the setting says. */
    private static int managementPort(GatewayConfig config, HttpServer server) {
        int told = server.getManagementPort();
        return told > 0 ? told : config.management().port();
    }

    /** A host that programs on this machine can name. */
    private static String named(String host) {
        return host.equals("0.0.0.0") ? "localhost" : host;
    }

    /** The limits of a picture, the same as the worker's. */
    static ImageLimits imageLimits(GatewayConfig.Limits limits) {
        return new ImageLimits(limits.imagePixels(), limits.imageBytes().asLongValue(), limits.imageSidePixels());
    }

    private static String nameOf(GatewayConfig config) {
        return config.name().orElseGet(() -> HostName.or("localhost"));
    }
}
