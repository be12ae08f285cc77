package org.stylize.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.stylize.gateway.kafka.KafkaJobSubmissions;
import org.stylize.gateway.kafka.KafkaJobViews;
import org.stylize.gateway.kafka.RequestQueue;
import org.stylize.gateway.kafka.Rewind;
import org.stylize.gateway.ledger.Ledger;
import org.stylize.gateway.ledger.LedgerSettings;
import org.stylize.gateway.metrics.GatewayMetrics;
import org.stylize.gateway.metrics.MeteredImageStore;
import org.stylize.gateway.metrics.MeteredJobSubmissions;
import org.stylize.gateway.rest.BodyLimits;
import org.stylize.gateway.rest.Heartbeat;
import org.stylize.gateway.s3.S3ImageStore;
import org.stylize.gateway.submission.ImageStore;
import org.stylize.gateway.submission.Submissions;
import org.stylize.gateway.thumbnail.Thumbnails;
import org.stylize.gateway.view.EventFeed;
import org.stylize.gateway.view.JobViews;
import org.stylize.image.ImageLimits;
import org.stylize.proto.JobCodec;

/** Puts the parts together. What has a life is started and ended by {@link Lifecycle}. */
@Singleton
final class Beans {
    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    JobCodec codec(GatewayConfig config) {
        return new JobCodec("/gateway/" + config.name().orElseGet(Beans::hostName));
    }

    @Produces
    @Singleton
    JobViews views() {
        return new JobViews();
    }

    @Produces
    @Singleton
    EventFeed feed(JobViews views, GatewayConfig config) {
        return new EventFeed(views, config.events().rememberedJobs());
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
                Math.toIntExact(limits.jsonBytes().asLongValue()));
    }

    @Produces
    @Singleton
    ImageStore store(GatewayConfig config, MeterRegistry registry) {
        GatewayConfig.S3 s3 = config.s3();
        return new MeteredImageStore(
                new S3ImageStore(
                        s3.endpoint(),
                        s3.accessKey(),
                        s3.secretKey(),
                        s3.region(),
                        s3.bucket(),
                        s3.timeout(),
                        s3.wholeTimeout()),
                registry);
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

    /** Made at the start, so that its meters begin at 0. */
    @Produces
    @Singleton
    @Startup
    Submissions submissions(
            JobViews views,
            ImageStore store,
            @Channel("submissions") Emitter<byte[]> emitter,
            JobCodec codec,
            Clock clock,
            GatewayConfig config,
            MeterRegistry registry) {
        KafkaJobSubmissions broker =
                new KafkaJobSubmissions(emitter, codec, config.kafka().sendTimeout());
        ImageLimits limits = new ImageLimits(
                config.limits().imagePixels(),
                config.limits().imageBytes().asLongValue(),
                config.limits().imageSidePixels());
        return new Submissions(views, store, new MeteredJobSubmissions(broker, registry), limits, clock);
    }

    @Produces
    @Singleton
    GatewayMetrics metrics(MeterRegistry registry) {
        return new GatewayMetrics(registry);
    }

    @Produces
    @Singleton
    Ledger ledger(GatewayConfig config, JobCodec codec, Clock clock, GatewayMetrics metrics) {
        GatewayConfig.Ledger ledger = config.ledger();
        return new Ledger(
                new LedgerSettings(
                        config.kafka().bootstrapServers(),
                        ledger.applicationId(),
                        ledger.stateDirectory().orElse(null),
                        ledger.threads(),
                        ledger.retention(),
                        ledger.retentionCheck(),
                        ledger.shutdownGrace()),
                codec,
                clock,
                metrics);
    }

    @Produces
    @Singleton
    KafkaJobViews viewReader(GatewayConfig config, JobViews views, JobCodec codec) {
        return new KafkaJobViews(config.kafka().bootstrapServers(), views, codec);
    }

    @Produces
    @Singleton
    RequestQueue queue(GatewayConfig config) {
        return new RequestQueue(
                config.kafka().bootstrapServers(), config.queue().refresh());
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
