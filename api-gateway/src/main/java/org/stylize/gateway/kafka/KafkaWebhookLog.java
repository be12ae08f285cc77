package org.stylize.gateway.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import org.stylize.gateway.webhook.WebhookLog;
import org.stylize.gateway.webhook.WebhooksUnavailableException;
import org.stylize.proto.JobCodec;
import org.stylize.proto.Topics;
import org.stylize.proto.WebhookDelivery;
import org.stylize.proto.WebhookRecord;
import org.stylize.service.KafkaSettings;

/**
 * Writes to {@code stylize.webhooks} and {@code stylize.webhook-deliveries}, and waits for all in-sync replicas. For any
 * thread.
 */
public final class KafkaWebhookLog implements WebhookLog, AutoCloseable {
    private final JobCodec codec;
    private final ConfirmedProducer producer;

    /** What may go wrong. */
    private interface Writing {
        void run() throws ConfirmedProducer.UnconfirmedException;
    }

    /** @param timeout longest wait for the broker; longer than 6 s, which is how long the producer tries */
    public KafkaWebhookLog(KafkaSettings kafka, JobCodec codec, Duration timeout) {
        this.codec = requireNonNull(codec, "codec is null");
        this.producer = new ConfirmedProducer(kafka, timeout);
    }

    @Override
    public void write(WebhookRecord record) {
        confirmed(() -> producer.write(Topics.WEBHOOKS, codec.encodeWebhook(record)));
    }

    @Override
    public void forget(String webhookId) {
        confirmed(() -> {
            for (String key : WebhookRecord.recordKeys(webhookId)) {
                producer.delete(Topics.WEBHOOKS, key);
            }
        });
    }

    @Override
    public void write(List<WebhookDelivery> deliveries) {
        confirmed(() -> producer.writeAll(
                Topics.WEBHOOK_DELIVERIES,
                deliveries.stream().map(codec::encodeDelivery).toList()));
    }

    @Override
    public void forgetMessage(String messageId) {
        confirmed(() -> producer.delete(Topics.WEBHOOK_DELIVERIES, messageId));
    }

    @Override
    public void close() {
        producer.close();
    }

    private static void confirmed(Writing writing) {
        try {
            writing.run();
        } catch (ConfirmedProducer.UnconfirmedException e) {
            throw new WebhooksUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }
}
