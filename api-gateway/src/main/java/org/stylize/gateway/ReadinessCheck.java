package org.stylize.gateway;

import static java.util.Objects.requireNonNull;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** {@link Readiness} at {@code /q/health/ready}. */
@Singleton
@org.eclipse.microprofile.health.Readiness
final class ReadinessCheck implements HealthCheck {
    private final Readiness readiness;

    ReadinessCheck(Readiness readiness) {
        this.readiness = requireNonNull(readiness, "readiness is null");
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("gateway")
                .status(readiness.isReady())
                .withData("ledger", readiness.ledgerState())
                .withData("ledgerStalled", readiness.isLedgerStalled())
                .withData("keysRead", readiness.areKeysRead())
                .withData("usageRead", readiness.isUsageRead())
                .withData("sessionsRead", readiness.areSessionsRead())
                .withData("viewCaughtUp", readiness.isViewCaughtUp())
                .build();
    }
}
