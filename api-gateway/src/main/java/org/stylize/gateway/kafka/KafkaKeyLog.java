package org.stylize.gateway.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.stylize.gateway.access.KeyLog;
import org.stylize.gateway.access.KeysUnavailableException;
import org.stylize.proto.JobCodec;
import org.stylize.proto.KeyRecord;
import org.stylize.proto.Topics;
import org.stylize.service.KafkaSettings;

/** Writes to {@code stylize.keys} and waits for all in-sync replicas. For any thread. */
public final class KafkaKeyLog implements KeyLog, AutoCloseable {
    private final JobCodec codec;
    private final ConfirmedProducer producer;

    /** @param timeout longest wait for the broker; longer than 6 s, which is how long the producer tries */
    public KafkaKeyLog(KafkaSettings kafka, JobCodec codec, Duration timeout) {
        this.codec = requireNonNull(codec, "codec is null");
        this.producer = new ConfirmedProducer(kafka, timeout);
    }

    @Override
    public void write(KeyRecord record) {
        try {
            producer.write(Topics.KEYS, codec.encodeKey(record));
        } catch (ConfirmedProducer.UnconfirmedException e) {
            throw new KeysUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
