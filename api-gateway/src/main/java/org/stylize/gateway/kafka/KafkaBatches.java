package org.stylize.gateway.kafka;

import static java.util.Objects.requireNonNull;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.stylize.gateway.view.BatchViews;
import org.stylize.proto.JobCodec;
import org.stylize.proto.Topics;
import org.stylize.service.KafkaRecords;
import org.stylize.service.KafkaSettings;

/**
 * Keeps the {@link BatchViews} equal to {@code stylize.batches}, as {@link KafkaApiKeys} keeps the keys.
 *
 * <p>One thread of its own, {@code batch-reader}. {@link #start()} and {@link #close()} are for its owner.
 */
public final class KafkaBatches implements AutoCloseable {
    private final BatchViews batches;
    private final JobCodec codec;
    private final WholeTopic topic;

    public KafkaBatches(KafkaSettings kafka, BatchViews batches, JobCodec codec) {
        this.batches = requireNonNull(batches, "batches is null");
        this.codec = requireNonNull(codec, "codec is null");
        this.topic = new WholeTopic(kafka, Topics.BATCHES, "The batches", "batch-reader", this::apply, () -> {});
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
        if (record.value() != null) { // nobody deletes them; the topic forgets them by time
            batches.put(codec.decodeBatch(KafkaRecords.received(record.key(), record.value(), record.headers())));
        }
    }
}
