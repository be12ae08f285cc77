package org.stylize.gateway;

import static java.util.Objects.requireNonNull;

import jakarta.inject.Singleton;
import org.stylize.gateway.kafka.KafkaJobViews;
import org.stylize.gateway.ledger.Ledger;

/** Whether the gateway can serve requests: its view of the jobs is complete, and its part of the ledger runs. */
@Singleton
final class Readiness {
    private final KafkaJobViews viewReader;
    private final Ledger ledger;

    Readiness(KafkaJobViews viewReader, Ledger ledger) {
        this.viewReader = requireNonNull(viewReader, "viewReader is null");
        this.ledger = requireNonNull(ledger, "ledger is null");
    }

    boolean isReady() {
        return isViewCaughtUp() && ledger.isReady();
    }

    boolean isViewCaughtUp() {
        return viewReader.isCaughtUp();
    }

    String ledgerState() {
        return ledger.state();
    }
}
