package org.stylize.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.OptionalInt;
import org.stylize.base.BackOff;
import org.stylize.gateway.forecast.Forecast;
import org.stylize.gateway.kafka.KafkaJobViews;
import org.stylize.gateway.kafka.RequestQueue;
import org.stylize.gateway.kafka.TenantTopics;
import org.stylize.gateway.ledger.Ledger;
import org.stylize.gateway.ledger.LedgerProgress;
import org.stylize.gateway.ledger.LedgerReach;
import org.stylize.gateway.ledger.LedgerRules;
import org.stylize.gateway.ledger.LedgerSettings;
import org.stylize.gateway.ledger.QueueWindow;
import org.stylize.gateway.ledger.SettlementTracker;
import org.stylize.gateway.metrics.EstimateMetrics;
import org.stylize.gateway.metrics.GatewayMetrics;
import org.stylize.gateway.metrics.SweeperMetrics;
import org.stylize.gateway.quota.TenantQuotas;
import org.stylize.gateway.s3.S3SweptStore;
import org.stylize.gateway.sweep.KnownJobs;
import org.stylize.gateway.sweep.SweepSettings;
import org.stylize.gateway.sweep.Sweeper;
import org.stylize.gateway.trace.LedgerSpans;
import org.stylize.gateway.view.JobViews;
import org.stylize.proto.JobCodec;
import org.stylize.proto.Tenant;
import org.stylize.service.KafkaSettings;
import org.stylize.service.S3Store;

/** Makes the ledger and what watches its work, from the configuration. {@link Lifecycle} starts and closes them. */
@Singleton
final class LedgerBeans {
    @Produces
    @Singleton
    SettlementTracker settlements() {
        return new SettlementTracker();
    }

    @Produces
    @Singleton
    QueueWindow window(GatewayConfig config) {
        OptionalInt window = config.ledger().window();
        return window.isPresent() ? QueueWindow.of(window.getAsInt()) : QueueWindow.byWorkers();
    }

    @Produces
    @Singleton
    LedgerProgress progress(GatewayConfig config) {
        return new LedgerProgress(config.ledger().patience());
    }

    @Produces
    @Singleton
    Ledger ledger(
            GatewayConfig config,
            KafkaSettings kafka,
            JobCodec codec,
            Clock clock,
            GatewayMetrics metrics,
            EstimateMetrics estimates,
            SettlementTracker settlements,
            QueueWindow window,
            TenantQuotas quotas,
            LedgerSpans spans) {
        GatewayConfig.Ledger ledger = config.ledger();
        Map<Tenant, Double> weights = QuotaBeans.weights(config);
        return new Ledger(
                new LedgerSettings(
                        kafka.named("ledger"),
                        ledger.applicationId(),
                        ledger.stateDirectory().orElse(null),
                        ledger.memory().asLongValue(),
                        ledger.threads(),
                        new LedgerRules(
                                ledger.attempts(),
                                new BackOff(ledger.firstPause(), ledger.longestPause()),
                                ledger.surroundingsPause(),
                                ledger.ableWorkerPatience(),
                                ledger.deadlineGrace(),
                                ledger.retention()),
                        ledger.shutdownGrace()),
                codec,
                clock,
                new LedgerEars(metrics, estimates, quotas, spans),
                settlements,
                window,
                tenant -> QuotaBeans.weight(weights, tenant),
                quotas::judge,
                spans);
    }

    @Produces
    @Singleton
    TenantTopics tenantTopics(KafkaSettings kafka, JobCodec codec) {
        return new TenantTopics(kafka.named("tenants"), codec);
    }

    @Produces
    @Singleton
    EstimateMetrics estimates(MeterRegistry registry, Forecast forecast) {
        return new EstimateMetrics(registry, forecast::untilDone);
    }

    @Produces
    @Singleton
    LedgerReach reach() {
        return new LedgerReach();
    }

    @Produces
    @Singleton
    SweeperMetrics sweeps(MeterRegistry registry) {
        return new SweeperMetrics(registry);
    }

    @Produces
    @Singleton
    Sweeper sweeper(
            S3Store objects,
            JobViews views,
            KafkaJobViews viewReader,
            Ledger ledger,
            LedgerReach reach,
            GatewayConfig config,
            Clock clock,
            SweeperMetrics sweeps) {
        GatewayConfig.Sweeper sweeper = config.sweeper();
        return new Sweeper(
                new S3SweptStore(objects),
                new KnownJobs(
                        views,
                        () -> viewReader.readUntil().flatMap(reach::before),
                        viewReader::isWhole,
                        ledger::jobsTopicId),
                ledger::hasFirstPartition,
                new SweepSettings(
                        sweeper.enabled(),
                        sweeper.interval(),
                        sweeper.uploadGrace(),
                        sweeper.endedGrace(),
                        sweeper.styleRetention(),
                        sweeper.deletionsPerSecond()),
                clock,
                sweeps);
    }

    @Produces
    @Singleton
    RequestQueue queue(
            GatewayConfig config,
            KafkaSettings kafka,
            Clock clock,
            SettlementTracker settlements,
            LedgerProgress progress,
            LedgerReach reach,
            QueueWindow window) {
        return new RequestQueue(
                kafka.named("queue"),
                config.ledger().applicationId(),
                config.queue().refresh(),
                clock,
                look -> {
                    window.saw(look.workers());
                    settlements.saw(
                            look.at(), look.requestEnds(), look.groupStarts(), look.reportEnds(), look.reportsRead());
                    progress.saw(look.at(), look.inputsRead(), look.inputEnds());
                    reach.saw(look.at(), clock.instant(), look.inputsRead(), look.inputEnds());
                });
    }
}
