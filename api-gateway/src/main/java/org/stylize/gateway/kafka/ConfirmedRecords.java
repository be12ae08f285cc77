package org.stylize.gateway.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.stylize.service.KafkaSettings;

/** How records are written outside of the ledger's transactions. */
final class ConfirmedRecords {
    private ConfirmedRecords() {}

    /**
     * A producer whose records are confirmed by all in-sync replicas, each written once and in order.
     *
     * @param more settings by Kafka's names, such as how long it tries
     */
    static KafkaProducer<String, byte[]> producer(KafkaSettings kafka, Map<String, ?> more) {
        Map<String, Object> config = new HashMap<>(more);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return new KafkaProducer<>(
                kafka.client(KafkaSettings.Client.PRODUCER, config), new StringSerializer(), new ByteArraySerializer());
    }
}
