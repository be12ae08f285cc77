package org.stylize.gateway.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.utils.Utils;

/**
 * Which partition a job belongs to. The ledger decides it by the job id and does not rely on where a producer put a
 * record, because producers of other libraries place the same key elsewhere.
 *
 * @param partitions of the topics of submissions and of reports, which have the same number
 */
record Home(int partitions) {
    Home {
        if (partitions < 1) {
            throw new IllegalArgumentException("a topic has at least 1 partition but this one has " + partitions);
        }
    }

    /** As Kafka's Java producer places the key, and so the ledger itself when it sends a record on. */
    int of(String key) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(UTF_8))) % partitions;
    }
}
