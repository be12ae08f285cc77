package org.stylize.gateway.kafka;

import static java.util.Objects.requireNonNull;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.stylize.gateway.access.Sessions;
import org.stylize.proto.JobCodec;
import org.stylize.proto.Topics;
import org.stylize.service.KafkaRecords;
import org.stylize.service.KafkaSettings;

/**
 * Keeps the {@link Sessions} equal to {@code stylize.sessions}, as {@link KafkaApiKeys} keeps the keys.
 *
 * <p>One thread of its own, {@code session-reader}. {@link #start()} and {@link #close()} are for its owner.
 */
public final class KafkaSessions implements AutoCloseable {
    private final Sessions sessions;
    private final JobCodec codec;
    private final WholeTopic topic;

    public KafkaSessions(KafkaSettings kafka, Sessions sessions, JobCodec codec) {
        this.sessions = requireNonNull(sessions, "sessions is null");
        this.codec = requireNonNull(codec, "codec is null");
        this.topic = new WholeTopic(kafka, Topics.SESSIONS, "The sessions", "session-reader", this::apply, () -> {});
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
            sessions.apply(codec.decodeSession(KafkaRecords.received(record.key(), record.value(), record.headers())));
        } else if (record.key() != null) {
            sessions.end(record.key());
        }
    }
}
