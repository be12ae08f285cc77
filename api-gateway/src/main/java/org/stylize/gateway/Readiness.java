package org.stylize.gateway;

import static java.util.Objects.requireNonNull;

import jakarta.inject.Singleton;
import org.stylize.gateway.kafka.KafkaApiKeys;
import org.stylize.gateway.kafka.KafkaBatches;
import org.stylize.gateway.kafka.KafkaJobViews;
import org.stylize.gateway.kafka.KafkaSessions;
import org.stylize.gateway.kafka.KafkaUsage;
import org.stylize.gateway.kafka.KafkaWebhooks;
import org.stylize.gateway.ledger.Ledger;
import org.stylize.gateway.ledger.LedgerProgress;

/**
 * Whether the gateway can serve requests: it knows the keys, the webhooks, batches, who is logged in and what tenants use, its view of the jobs is complete, its part of the ledger
 * runs, and the ledger gets on.
 */
@Singleton
final class Readiness {
    private final KafkaJobViews viewReader;
    private final KafkaApiKeys keyReader;
    private final KafkaUsage usageReader;
    private final KafkaSessions sessionReader;
    private final KafkaBatches batchReader;
    private final KafkaWebhooks webhookReader;
    private final Ledger ledger;
    private final LedgerProgress progress;

    Readiness(
            KafkaJobViews viewReader,
            KafkaApiKeys keyReader,
            KafkaUsage usageReader,
            KafkaSessions sessionReader,
            KafkaBatches batchReader,
            KafkaWebhooks webhookReader,
            Ledger ledger,
            LedgerProgress progress) {
        this.usageReader = requireNonNull(usageReader, "usageReader is null");
        this.viewReader = requireNonNull(viewReader, "viewReader is null");
        this.keyReader = requireNonNull(keyReader, "keyReader is null");
        this.sessionReader = requireNonNull(sessionReader, "sessionReader is null");
        this.batchReader = requireNonNull(batchReader, "batchReader is null");
        this.webhookReader = requireNonNull(webhookReader, "webhookReader is null");
        this.ledger = requireNonNull(ledger, "ledger is null");
        this.progress = requireNonNull(progress, "progress is null");
    }

    boolean isReady() {
        return areKeysRead()
                && areSessionsRead()
                && areBatchesRead()
                && areWebhooksRead()
                && isViewCaughtUp()
                && isUsageRead()
                && ledger.isReady()
                && !isLedgerStalled();
    }

    /** Whether the ledger reads nothing although there is something to read. */
    boolean isLedgerStalled() {
        return progress.isStalled();
    }

    boolean areKeysRead() {
        return keyReader.isCaughtUp();
    }

    boolean isUsageRead() {
        return usageReader.isCaughtUp();
    }

    boolean areSessionsRead() {
        return sessionReader.isCaughtUp();
    }

    boolean areBatchesRead() {
        return batchReader.isCaughtUp();
    }

    boolean areWebhooksRead() {
        return webhookReader.isCaughtUp();
    }

    boolean isViewCaughtUp() {
        return viewReader.isCaughtUp();
    }

    String ledgerState() {
        return ledger.state();
    }
}
