package org.stylize.gateway.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.gateway.webhook.ProgressNotices;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobCodec;
import org.stylize.proto.Topics;
import org.stylize.proto.UndecodableException;
import org.stylize.service.KafkaRecords;
import org.stylize.service.KafkaSettings;

/**
 * Reads {@code stylize.progress} for webhooks, in a group: the gateways of a fleet share the partitions, so each record is for
 * one of them. One thread of its own, {@code webhook-progress}. {@link #start()} and {@link #close()} are for its owner.
 */
public final class KafkaWebhookProgress implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaWebhookProgress.class);
    private static final String GROUP = "stylize-gateway-webhook-progress";
    private static final Duration POLL = Duration.ofMillis(500);
    /** Two hundred busy workers had 130 commits a second when each poll had one. After a restart, a second is read again. */
    private static final Duration COMMIT_EVERY = Duration.ofSeconds(1);

    private final ProgressNotices notices;
    private final JobCodec codec;
    private final TopicReader reader;

    /** @param notices is closed with this */
    public KafkaWebhookProgress(KafkaSettings kafka, ProgressNotices notices, JobCodec codec) {
        requireNonNull(kafka, "kafka is null");
        this.notices = requireNonNull(notices, "notices is null");
        this.codec = requireNonNull(codec, "codec is null");
        this.reader = new TopicReader(
                "webhook-progress",
                () -> CommittedRecords.consumer(
                        kafka, CommittedRecords.USUAL_POLL, Map.of(ConsumerConfig.GROUP_ID_CONFIG, GROUP)),
                this::follow,
                e -> LOG.warn("Webhooks get no progress for now: {}", e.getMessage()));
    }

    public void start() {
        reader.start();
    }

    @Override
    public void close() {
        reader.close();
        notices.close();
    }

    private void follow(KafkaConsumer<String, byte[]> consumer) {
        consumer.subscribe(List.of(Topics.PROGRESS));
        boolean isUncommitted = false;
        long committed = System.nanoTime();
        while (reader.isOpen()) {
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            if (notices.isWanted()) {
                records.forEach(this::offer);
            }
            isUncommitted |= !records.isEmpty();
            if (isUncommitted && System.nanoTime() - committed >= COMMIT_EVERY.toNanos()) {
                consumer.commitSync();
                isUncommitted = false;
                committed = System.nanoTime();
            }
        }
    }

    private void offer(ConsumerRecord<String, byte[]> record) {
        try {
            notices.offer(codec.decodeProgress(KafkaRecords.received(record.key(), record.value(), record.headers())));
        } catch (UndecodableException | InvalidJobException e) {
            LOG.warn("A record of progress cannot be read: {}", e.getMessage());
        }
    }
}
