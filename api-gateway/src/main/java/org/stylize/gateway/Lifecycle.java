package org.stylize.gateway;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.stylize.gateway.access.FirstKey;
import org.stylize.gateway.access.LastUses;
import org.stylize.gateway.forecast.Forecast;
import org.stylize.gateway.kafka.KafkaApiKeys;
import org.stylize.gateway.kafka.KafkaAuditLog;
import org.stylize.gateway.kafka.KafkaBatchLog;
import org.stylize.gateway.kafka.KafkaBatches;
import org.stylize.gateway.kafka.KafkaDeadLetters;
import org.stylize.gateway.kafka.KafkaDeliveries;
import org.stylize.gateway.kafka.KafkaJobViews;
import org.stylize.gateway.kafka.KafkaKeyLog;
import org.stylize.gateway.kafka.KafkaPastEvents;
import org.stylize.gateway.kafka.KafkaSessionLog;
import org.stylize.gateway.kafka.KafkaSessions;
import org.stylize.gateway.kafka.KafkaUsage;
import org.stylize.gateway.kafka.KafkaWebhookEvents;
import org.stylize.gateway.kafka.KafkaWebhookLog;
import org.stylize.gateway.kafka.KafkaWebhookProgress;
import org.stylize.gateway.kafka.KafkaWebhooks;
import org.stylize.gateway.kafka.RequestQueue;
import org.stylize.gateway.kafka.TenantTopics;
import org.stylize.gateway.ledger.Ledger;
import org.stylize.gateway.ledger.LedgerProgress;
import org.stylize.gateway.link.PictureLinks;
import org.stylize.gateway.management.ManagementThreads;
import org.stylize.gateway.metrics.GatewayMetrics;
import org.stylize.gateway.metrics.SurroundingsMetrics;
import org.stylize.gateway.metrics.SweeperMetrics;
import org.stylize.gateway.outgoing.HttpWebhookSender;
import org.stylize.gateway.rest.Spool;
import org.stylize.gateway.rocksdb.RocksJobStore;
import org.stylize.gateway.s3.StoreWatch;
import org.stylize.gateway.s3.StoredBytes;
import org.stylize.gateway.security.IssuerWatch;
import org.stylize.gateway.sweep.Sweeper;
import org.stylize.gateway.view.EventFeed;
import org.stylize.gateway.view.JobViews;
import org.stylize.gateway.webhook.Dispatcher;
import org.stylize.service.Composition;
import org.stylize.service.ReadyFile;
import org.stylize.service.S3Store;

/**
 * Starts the parts of the gateway with the service and closes them in the opposite order: it reports not ready, leaves
 * Kafka, and closes the store.
 */
@Singleton
final class Lifecycle {
    private final Composition parts;

    Lifecycle(
            ManagementThreads management,
            S3Store objects,
            StoreWatch storeWatch,
            PictureLinks links,
            Spool spool,
            RocksJobStore viewedJobs,
            Ledger ledger,
            TenantTopics tenantTopics,
            KafkaKeyLog keyLog,
            LastUses uses,
            KafkaApiKeys keyReader,
            FirstKey firstKey,
            KafkaAuditLog auditLog,
            KafkaSessionLog sessionLog,
            KafkaSessions sessionReader,
            KafkaBatchLog batchLog,
            KafkaBatches batchReader,
            IssuerWatch issuer,
            AccessRules access,
            KafkaJobViews viewReader,
            KafkaUsage usageReader,
            StoredBytes storedBytes,
            RequestQueue queue,
            Sweeper sweeper,
            KafkaDeadLetters letterReader,
            HttpWebhookSender webhookSender,
            KafkaWebhookLog webhookLog,
            KafkaPastEvents pastEvents,
            KafkaWebhooks webhookReader,
            KafkaDeliveries deliveryReader,
            Dispatcher dispatcher,
            KafkaWebhookEvents webhookEvents,
            KafkaWebhookProgress webhookProgress,
            ReadyFile readyFile,
            GatewayMetrics metrics,
            SweeperMetrics sweeps,
            SurroundingsMetrics surroundings,
            JobViews views,
            EventFeed feed,
            Forecast forecast,
            LedgerProgress progress,
            Clock clock) {
        metrics.watch(views, clock);
        metrics.watch(feed);
        metrics.watch(forecast);
        metrics.watch(ledger);
        metrics.watch(progress);
        metrics.watchQueue(queue::lag);
        surroundings.watchKafka(() -> queue.lag().isPresent());
        surroundings.watchStore(storeWatch::isUp);
        parts = new Composition()
                .with(management)
                .with(objects)
                .with(storeWatch::start, storeWatch)
                .with(links)
                .with(spool)
                .with(viewedJobs)
                .with(metrics)
                .with(sweeps)
                .with(surroundings)
                .with(auditLog)
                .with(keyLog)
                .with(sessionLog)
                .with(batchLog)
                .with(uses)
                .with(access::apply, firstKey)
                .with(keyReader::start, keyReader)
                .with(usageReader::start, usageReader)
                .with(storedBytes::start, storedBytes)
                .with(sessionReader::start, sessionReader)
                .with(batchReader::start, batchReader)
                .with(issuer::start, issuer)
                .with(ledger::start, ledger)
                .with(tenantTopics::start, tenantTopics)
                .with(viewReader::start, viewReader)
                .with(letterReader::start, letterReader)
                .with(webhookSender)
                .with(webhookLog)
                .with(pastEvents)
                .with(webhookReader::start, webhookReader)
                .with(deliveryReader::start, deliveryReader)
                .with(dispatcher::start, dispatcher)
                .with(webhookEvents::start, webhookEvents)
                .with(webhookProgress::start, webhookProgress)
                .with(queue::start, queue)
                .with(sweeper::start, sweeper)
                .with(readyFile::start, readyFile);
    }

    void start(@Observes StartupEvent event) {
        parts.start();
    }

    void stop(@Observes ShutdownEvent event) {
        parts.close();
    }
}
