package org.stylize.gateway;

import static java.util.Objects.requireNonNull;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.stylize.gateway.management.ManagementThreads;

/** {@link Readiness} at {@code /q/health/ready}. */
@Singleton
@org.eclipse.microprofile.health.Readiness
final class ReadinessCheck implements AsyncHealthCheck {
    private final Readiness readiness;
    private final ManagementThreads threads;

    ReadinessCheck(Readiness readiness, ManagementThreads threads) {
        this.readiness = requireNonNull(readiness, "readiness is null");
        this.threads = requireNonNull(threads, "threads is null");
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().item(this::look).runSubscriptionOn(threads);
    }

    private HealthCheckResponse look() {
        return HealthCheckResponse.named("gateway")
                .status(readiness.isReady())
                .withData("ledger", readiness.ledgerState())
                .withData("ledgerStalled", readiness.isLedgerStalled())
                .withData("keysRead", readiness.areKeysRead())
                .withData("usageRead", readiness.isUsageRead())
                .withData("sessionsRead", readiness.areSessionsRead())
                .withData("batchesRead", readiness.areBatchesRead())
                .withData("webhooksRead", readiness.areWebhooksRead())
                .withData("viewCaughtUp", readiness.isViewCaughtUp())
                .build();
    }
}
