package org.stylize.gateway.kafka;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.stylize.gateway.webhook.Deliveries;
import org.stylize.proto.JobCodec;
import org.stylize.proto.Topics;
import org.stylize.service.KafkaRecords;
import org.stylize.service.KafkaSettings;

/**
 * Keeps the {@link Deliveries} equal to {@code stylize.webhook-deliveries}: reads the whole topic, then follows it.
 *
 * <p>One thread of its own, {@code delivery-reader}. {@link #start()} and {@link #close()} are for its owner.
 */
public final class KafkaDeliveries implements AutoCloseable {
    private final KafkaSettings kafka;
    private final Deliveries deliveries;
    private final JobCodec codec;
    private final Runnable wake;
    private final WholeTopic topic;

    /** @param wake is told of each message */
    public KafkaDeliveries(KafkaSettings kafka, Deliveries deliveries, JobCodec codec, Runnable wake) {
        this.kafka = requireNonNull(kafka, "kafka is null");
        this.deliveries = requireNonNull(deliveries, "deliveries is null");
        this.codec = requireNonNull(codec, "codec is null");
        this.wake = requireNonNull(wake, "wake is null");
        this.topic = new WholeTopic(
                kafka, Topics.WEBHOOK_DELIVERIES, "The messages to webhooks", "delivery-reader", this::apply, () -> {});
    }

    public void start() {
        topic.start();
    }

    /** Where the topic ends now. With a consumer of its own, so any thread; waits for the broker. */
    Map<TopicPartition, Long> ends() {
        try (KafkaConsumer<String, byte[]> look = CommittedRecords.consumer(kafka, CommittedRecords.USUAL_POLL)) {
            List<TopicPartition> partitions = CommittedRecords.partitions(look, Topics.WEBHOOK_DELIVERIES);
            look.assign(partitions);
            return look.endOffsets(partitions);
        }
    }

    /** Whether everything before these offsets has been read. Any thread. */
    boolean isReadTo(Map<TopicPartition, Long> ends) {
        return topic.isReadTo(ends);
    }

    @Override
    public void close() {
        topic.close();
    }

    private void apply(ConsumerRecord<String, byte[]> record) {
        if (record.value() != null) {
            deliveries.apply(
                    codec.decodeDelivery(KafkaRecords.received(record.key(), record.value(), record.headers())));
            wake.run();
        } else if (record.key() != null) {
            deliveries.removeMessage(record.key());
        }
    }
}
