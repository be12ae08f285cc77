package org.stylize.gateway.ledger;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.stylize.service.KafkaSettings;

/**
 * How the ledger runs.
 *
 * @param kafka how every client reaches the broker
 * @param applicationId one for all instances that share the work; also the prefix of its changelog topics and
 *     transactions
 * @param stateDirectory of this instance only; null for a temporary one, which is deleted at the end
 * @param threads that share the partitions of this instance
 * @param rules what is granted to a job
 * @param closeTimeout longest wait for its threads at the end
 */
public record LedgerSettings(
        KafkaSettings kafka,
        String applicationId,
        @Nullable Path stateDirectory,
        int threads,
        LedgerRules rules,
        Duration closeTimeout) {
    public LedgerSettings {
        requireNonNull(kafka, "kafka is null");
        requireNonNull(applicationId, "applicationId is null");
        requireNonNull(rules, "rules is null");
        requireNonNull(closeTimeout, "closeTimeout is null");
    }
}
