package org.stylize.gateway;

import static java.util.Objects.requireNonNull;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.stylize.gateway.kafka.KafkaJobViews;
import org.stylize.gateway.ledger.Ledger;

/** Whether the gateway may be sent requests: its view of the jobs is whole, and its part of the ledger runs. */
@Singleton
@org.eclipse.microprofile.health.Readiness
final class Readiness implements HealthCheck {
    private final KafkaJobViews viewReader;
    private final Ledger ledger;

    Readiness(KafkaJobViews viewReader, Ledger ledger) {
        this.viewReader = requireNonNull(viewReader, "viewReader is null");
        this.ledger = requireNonNull(ledger, "ledger is null");
    }

    boolean isReady() {
        return viewReader.isCaughtUp() && ledger.isReady();
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("gateway")
                .status(isReady())
                .withData("ledger", ledger.state())
                .withData("viewCaughtUp", viewReader.isCaughtUp())
                .build();
    }
}
