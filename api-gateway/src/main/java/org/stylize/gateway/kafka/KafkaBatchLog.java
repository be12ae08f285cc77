package org.stylize.gateway.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.stylize.gateway.batch.BatchLog;
import org.stylize.gateway.submission.UnavailableException;
import org.stylize.proto.BatchRecord;
import org.stylize.proto.JobCodec;
import org.stylize.proto.Topics;
import org.stylize.service.KafkaSettings;

/** Writes to {@code stylize.batches} and waits for all in-sync replicas. For any thread. */
public final class KafkaBatchLog implements BatchLog, AutoCloseable {
    private final JobCodec codec;
    private final ConfirmedProducer producer;

    /** @param timeout longest wait for the broker; longer than 6 s, which is how long the producer tries */
    public KafkaBatchLog(KafkaSettings kafka, JobCodec codec, Duration timeout) {
        this.codec = requireNonNull(codec, "codec is null");
        this.producer = new ConfirmedProducer(kafka, timeout);
    }

    @Override
    public void write(BatchRecord batch) {
        try {
            producer.write(Topics.BATCHES, codec.encodeBatch(batch));
        } catch (ConfirmedProducer.UnconfirmedException e) {
            throw new UnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
