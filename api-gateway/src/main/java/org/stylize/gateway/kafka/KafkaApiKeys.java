package org.stylize.gateway.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.gateway.access.ApiKeys;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobCodec;
import org.stylize.proto.Topics;
import org.stylize.proto.UndecodableException;
import org.stylize.service.KafkaRecords;
import org.stylize.service.KafkaSettings;

/**
 * Keeps the {@link ApiKeys} equal to {@code stylize.keys}: reads the whole topic, then follows it. After a failure it
 * begins again; what is known stays.
 *
 * <p>One thread of its own, {@code key-reader}. {@link #start()} and {@link #close()} are for its owner.
 */
public final class KafkaApiKeys implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaApiKeys.class);
    private static final Duration POLL = Duration.ofMillis(250);

    private final ApiKeys keys;
    private final JobCodec codec;
    private final TopicReader reader;
    private final CountDownLatch caughtUp = new CountDownLatch(1);

    public KafkaApiKeys(KafkaSettings kafka, ApiKeys keys, JobCodec codec) {
        requireNonNull(kafka, "kafka is null");
        this.keys = requireNonNull(keys, "keys is null");
        this.codec = requireNonNull(codec, "codec is null");
        this.reader = new TopicReader(
                "key-reader",
                () -> CommittedRecords.consumer(kafka, CommittedRecords.USUAL_POLL),
                this::follow,
                e -> LOG.warn("The API keys lost their topic and are read again: {}", e.getMessage()));
    }

    public void start() {
        reader.start();
    }

    /** Whether everything that was in the topic at the start has been read. Any thread. */
    public boolean isCaughtUp() {
        return caughtUp.getCount() == 0;
    }

    @Override
    public void close() {
        reader.close();
    }

    private void follow(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = CommittedRecords.partitions(consumer, Topics.KEYS);
        if (partitions.isEmpty()) {
            LOG.warn("The API keys wait for the topic {}", Topics.KEYS);
            return;
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (reader.isOpen()) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                apply(record);
            }
            if (!isCaughtUp() && CommittedRecords.isReadTo(ends, consumer)) {
                caughtUp.countDown();
            }
        }
    }

    private void apply(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return; // nobody deletes keys
        }
        try {
            keys.apply(codec.decodeKey(KafkaRecords.received(record.key(), record.value(), record.headers())));
        } catch (UndecodableException | InvalidJobException e) {
            LOG.warn("Record {} of {} cannot be read: {}", record.offset(), Topics.KEYS, e.getMessage());
        }
    }
}
