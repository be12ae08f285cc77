package org.stylize.gateway.kafka;

import static java.util.Objects.requireNonNull;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.stylize.gateway.webhook.Deliveries;
import org.stylize.gateway.webhook.Webhooks;
import org.stylize.proto.JobCodec;
import org.stylize.proto.Topics;
import org.stylize.proto.WebhookRecord;
import org.stylize.service.KafkaRecords;
import org.stylize.service.KafkaSettings;

/**
 * Keeps the {@link Webhooks} equal to {@code stylize.webhooks}, as {@link KafkaApiKeys} keeps the keys; and forgets what
 * was to be sent to those that are deleted.
 *
 * <p>One thread of its own, {@code webhook-reader}. {@link #start()} and {@link #close()} are for its owner.
 */
public final class KafkaWebhooks implements AutoCloseable {
    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final JobCodec codec;
    private final WholeTopic topic;

    public KafkaWebhooks(KafkaSettings kafka, Webhooks webhooks, Deliveries deliveries, JobCodec codec) {
        this.webhooks = requireNonNull(webhooks, "webhooks is null");
        this.deliveries = requireNonNull(deliveries, "deliveries is null");
        this.codec = requireNonNull(codec, "codec is null");
        this.topic = new WholeTopic(kafka, Topics.WEBHOOKS, "The webhooks", "webhook-reader", this::apply, () -> {});
    }

    public void start() {
        topic.start();
    }

    /** Whether everything that was in the topic at the start has been read. Any thread. */
    public boolean isCaughtUp() {
        return topic.isCaughtUp();
    }

    @Override
    public void close() {
        topic.close();
    }

    private void apply(ConsumerRecord<String, byte[]> record) {
        if (record.value() != null) {
            webhooks.apply(codec.decodeWebhook(KafkaRecords.received(record.key(), record.value(), record.headers())));
        } else if (record.key() != null) {
            String id = WebhookRecord.idOf(record.key());
            webhooks.remove(id);
            deliveries.remove(id);
        }
    }
}
