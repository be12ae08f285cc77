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
 * @param memoryBytes most bytes of native memory for the stores; the first settings of a process hold
 * @param threads that share the partitions of this instance
 * @param rules what is granted to a job
 * @param closeTimeout longest wait for its threads at the end
 */
public record LedgerSettings(
        KafkaSettings kafka,
        String applicationId,
        @Nullable Path stateDirectory,
        long memoryBytes,
        int threads,
        LedgerRules rules,
        Duration closeTimeout) {
    private static final long LEAST_MEMORY_BYTES = 8 << 20;

    public LedgerSettings {
        requireNonNull(kafka, "kafka is null");
        if (memoryBytes < LEAST_MEMORY_BYTES) {
            throw new IllegalArgumentException(
                    "gateway.ledger.memory must be at least " + LEAST_MEMORY_BYTES + " bytes but is " + memoryBytes);
        }
        requireNonNull(applicationId, "applicationId is null");
        requireNonNull(rules, "rules is null");
        requireNonNull(closeTimeout, "closeTimeout is null");
    }
}
