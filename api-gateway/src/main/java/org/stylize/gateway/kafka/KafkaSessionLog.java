package org.stylize.gateway.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.stylize.gateway.access.SessionLog;
import org.stylize.gateway.access.SessionsUnavailableException;
import org.stylize.proto.JobCodec;
import org.stylize.proto.SessionRecord;
import org.stylize.proto.Topics;
import org.stylize.service.KafkaSettings;

/** Writes to {@code stylize.sessions} and waits for all in-sync replicas. For any thread. */
public final class KafkaSessionLog implements SessionLog, AutoCloseable {
    private final JobCodec codec;
    private final ConfirmedProducer producer;

    /** @param timeout longest wait for the broker; longer than 6 s, which is how long the producer tries */
    public KafkaSessionLog(KafkaSettings kafka, JobCodec codec, Duration timeout) {
        this.codec = requireNonNull(codec, "codec is null");
        this.producer = new ConfirmedProducer(kafka, timeout);
    }

    @Override
    public void started(SessionRecord session) {
        try {
            producer.write(Topics.SESSIONS, codec.encodeSession(session));
        } catch (ConfirmedProducer.UnconfirmedException e) {
            throw new SessionsUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void ended(String sha256) {
        try {
            producer.delete(Topics.SESSIONS, sha256);
        } catch (ConfirmedProducer.UnconfirmedException e) {
            throw new SessionsUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
