package org.stylize.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.stylize.gateway.access.Audit;
import org.stylize.gateway.kafka.KafkaDeliveries;
import org.stylize.gateway.kafka.KafkaPastEvents;
import org.stylize.gateway.kafka.KafkaWebhookEvents;
import org.stylize.gateway.kafka.KafkaWebhookLog;
import org.stylize.gateway.kafka.KafkaWebhookProgress;
import org.stylize.gateway.kafka.KafkaWebhooks;
import org.stylize.gateway.metrics.WebhookMetrics;
import org.stylize.gateway.outgoing.HttpWebhookSender;
import org.stylize.gateway.rest.JsonEventBodies;
import org.stylize.gateway.trace.TracedWebhookSender;
import org.stylize.gateway.view.JobViews;
import org.stylize.gateway.webhook.Announcer;
import org.stylize.gateway.webhook.Attempts;
import org.stylize.gateway.webhook.Deliveries;
import org.stylize.gateway.webhook.Dispatcher;
import org.stylize.gateway.webhook.ProgressNotices;
import org.stylize.gateway.webhook.Replays;
import org.stylize.gateway.webhook.RetryRules;
import org.stylize.gateway.webhook.WebhookHealth;
import org.stylize.gateway.webhook.WebhookOffice;
import org.stylize.gateway.webhook.Webhooks;
import org.stylize.proto.JobCodec;
import org.stylize.service.KafkaSettings;
import org.stylize.service.download.PostSettings;
import org.stylize.service.download.Poster;
import org.stylize.service.trace.Spans;

/** Makes what sends events to webhooks, from the configuration. {@link Lifecycle} starts and closes it. */
@Singleton
final class WebhookBeans {
    @Produces
    @Singleton
    Webhooks webhooks() {
        return new Webhooks();
    }

    @Produces
    @Singleton
    Deliveries deliveries() {
        return new Deliveries();
    }

    @Produces
    @Singleton
    KafkaWebhookLog webhookLog(KafkaSettings kafka, JobCodec codec, GatewayConfig config) {
        return new KafkaWebhookLog(
                kafka.named("webhooks"), codec, config.kafka().sendTimeout());
    }

    @Produces
    @Singleton
    KafkaWebhooks webhookReader(KafkaSettings kafka, Webhooks webhooks, Deliveries deliveries, JobCodec codec) {
        return new KafkaWebhooks(kafka.named("webhooks"), webhooks, deliveries, codec);
    }

    @Produces
    @Singleton
    KafkaDeliveries deliveryReader(KafkaSettings kafka, Deliveries deliveries, Dispatcher dispatcher, JobCodec codec) {
        return new KafkaDeliveries(kafka.named("deliveries"), deliveries, codec, dispatcher::wake);
    }

    @Produces
    @Singleton
    KafkaPastEvents pastEvents(KafkaSettings kafka, JobCodec codec) {
        return new KafkaPastEvents(kafka.named("past-events"), codec);
    }

    @Produces
    @Singleton
    HttpWebhookSender webhookSender(GatewayConfig config) {
        GatewayConfig.Webhooks webhooks = config.webhooks();
        return new HttpWebhookSender(new Poster(
                new PostSettings(webhooks.plainHttp(), webhooks.networks().orElse(List.of()), webhooks.timeout())));
    }

    @Produces
    @Singleton
    WebhookMetrics webhookMetrics(MeterRegistry registry, Deliveries deliveries) {
        return new WebhookMetrics(registry, deliveries);
    }

    @Produces
    @Singleton
    WebhookHealth webhookHealth(
            Webhooks webhooks,
            Deliveries deliveries,
            KafkaWebhookLog log,
            ObjectMapper mapper,
            Audit audit,
            WebhookMetrics metrics,
            GatewayConfig config,
            Clock clock) {
        return new WebhookHealth(
                webhooks,
                deliveries,
                log,
                new JsonEventBodies(mapper),
                audit,
                metrics,
                config.webhooks().patience(),
                clock);
    }

    @Produces
    @Singleton
    Attempts attempts(
            Webhooks webhooks,
            Deliveries deliveries,
            KafkaWebhookLog log,
            KafkaPastEvents events,
            ObjectMapper mapper,
            HttpWebhookSender sender,
            WebhookHealth health,
            WebhookMetrics metrics,
            GatewayConfig config,
            Clock clock,
            Spans spans) {
        return new Attempts(
                webhooks,
                deliveries,
                log,
                events,
                new JsonEventBodies(mapper),
                new TracedWebhookSender(sender, spans),
                health,
                new RetryRules(config.webhooks().retries(), () -> ThreadLocalRandom.current()
                        .nextDouble()),
                metrics,
                clock);
    }

    @Produces
    @Singleton
    Dispatcher dispatcher(Deliveries deliveries, Attempts attempts, GatewayConfig config, Clock clock) {
        return new Dispatcher(deliveries, attempts, config.webhooks().atOnce(), clock);
    }

    @Produces
    @Singleton
    KafkaWebhookEvents webhookEvents(
            KafkaSettings kafka,
            Webhooks webhooks,
            Deliveries deliveries,
            KafkaWebhookLog log,
            WebhookHealth health,
            Dispatcher dispatcher,
            KafkaDeliveries deliveryReader,
            KafkaWebhooks webhookReader,
            KafkaPastEvents events,
            JobCodec codec,
            GatewayConfig config,
            Clock clock) {
        return new KafkaWebhookEvents(
                kafka.named("webhook-events"),
                new Announcer(
                        webhooks, deliveries, log, health, config.webhooks().mostPending(), dispatcher::wake, clock),
                dispatcher,
                deliveryReader,
                webhookReader::isCaughtUp,
                events,
                codec);
    }

    @Produces
    @Singleton
    KafkaWebhookProgress webhookProgress(
            KafkaSettings kafka,
            Webhooks webhooks,
            HttpWebhookSender sender,
            ObjectMapper mapper,
            JobViews jobs,
            JobCodec codec,
            GatewayConfig config,
            Clock clock) {
        return new KafkaWebhookProgress(
                kafka.named("webhook-progress"),
                new ProgressNotices(
                        webhooks,
                        new JsonEventBodies(mapper),
                        sender,
                        id -> jobs.find(id).map(job -> job.job().tenant()),
                        config.webhooks().progressInterval(),
                        config.webhooks().atOnce(),
                        clock),
                codec);
    }

    @Produces
    @Singleton
    WebhookOffice webhookOffice(
            Webhooks webhooks,
            KafkaWebhookLog log,
            HttpWebhookSender sender,
            Deliveries deliveries,
            Audit audit,
            GatewayConfig config,
            Clock clock) {
        return new WebhookOffice(
                webhooks, log, sender, deliveries, audit, config.webhooks().perTenant(), new SecureRandom(), clock);
    }

    @Produces
    @Singleton
    Replays replays(
            WebhookOffice office,
            Deliveries deliveries,
            KafkaWebhookLog log,
            KafkaPastEvents events,
            Attempts attempts,
            Dispatcher dispatcher,
            Clock clock) {
        return new Replays(office, deliveries, log, events, attempts, dispatcher::wake, clock);
    }
}
