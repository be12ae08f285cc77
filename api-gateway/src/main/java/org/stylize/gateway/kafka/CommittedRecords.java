package org.stylize.gateway.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.stylize.service.KafkaSettings;

/** How a topic is read that the ledger writes in transactions. */
final class CommittedRecords {
    static final int TIMEOUT_MILLIS = 5_000;
    /** The most records of one poll, if there is no reason for another number: Kafka's own. */
    static final int USUAL_POLL = ConsumerConfig.DEFAULT_MAX_POLL_RECORDS;

    /** Gives up when somebody waits. */
    static final Map<String, Object> QUICK = Map.of(
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            TIMEOUT_MILLIS,
            ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            TIMEOUT_MILLIS - 1_000);

    private CommittedRecords() {}

    /**
     * Reads committed records from the beginning, unless it is told otherwise; belongs to no group.
     *
     * @param mostOfAPoll most records of one poll
     */
    static KafkaConsumer<String, byte[]> consumer(KafkaSettings kafka, int mostOfAPoll) {
        return consumer(kafka, mostOfAPoll, QUICK);
    }

    /**
     * The same with other settings, such as a group.
     *
     * @param more settings by Kafka's names
     */
    static KafkaConsumer<String, byte[]> consumer(KafkaSettings kafka, int mostOfAPoll, Map<String, ?> more) {
        Map<String, Object> config = new HashMap<>(more);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, mostOfAPoll);
        return new KafkaConsumer<>(
                kafka.client(KafkaSettings.Client.CONSUMER, config),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Whether the consumer has read all partitions up to those offsets. */
    static boolean isReadTo(Map<TopicPartition, Long> ends, KafkaConsumer<?, ?> consumer) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }
}
