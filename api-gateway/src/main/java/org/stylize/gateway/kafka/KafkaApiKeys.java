package org.stylize.gateway.kafka;

import static java.util.Objects.requireNonNull;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.stylize.gateway.access.ApiKeys;
import org.stylize.proto.JobCodec;
import org.stylize.proto.Topics;
import org.stylize.service.KafkaRecords;
import org.stylize.service.KafkaSettings;

/**
 * Keeps the {@link ApiKeys} equal to {@code stylize.keys}: reads the whole topic, then follows it. After a failure it
 * begins again; what is known stays.
 *
 * <p>One thread of its own, {@code key-reader}. {@link #start()} and {@link #close()} are for its owner.
 */
public final class KafkaApiKeys implements AutoCloseable {
    private final ApiKeys keys;
    private final JobCodec codec;
    private final WholeTopic topic;

    public KafkaApiKeys(KafkaSettings kafka, ApiKeys keys, JobCodec codec) {
        this.keys = requireNonNull(keys, "keys is null");
        this.codec = requireNonNull(codec, "codec is null");
        this.topic = new WholeTopic(kafka, Topics.KEYS, "The API keys", "key-reader", this::apply, () -> {});
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
        if (record.value() != null) { // nobody deletes keys
            keys.apply(codec.decodeKey(KafkaRecords.received(record.key(), record.value(), record.headers())));
        }
    }
}
