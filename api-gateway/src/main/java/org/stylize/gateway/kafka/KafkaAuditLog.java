package org.stylize.gateway.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.gateway.access.AuditLog;
import org.stylize.proto.AuditEvent;
import org.stylize.proto.Encoded;
import org.stylize.proto.JobCodec;
import org.stylize.proto.Topics;
import org.stylize.service.KafkaRecords;
import org.stylize.service.KafkaSettings;
import org.stylize.service.LastingProducer;

/**
 * Writes to {@code stylize.audit}, on a thread of its own, {@code audit}. What Kafka does not take within a minute, and what
 * comes on top of 1,000 events that wait, is lost and counted. For any thread.
 */
public final class KafkaAuditLog implements AuditLog, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaAuditLog.class);
    private static final int MOST_WAITING = 1_000;
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final JobCodec codec;
    private final Runnable lost;
    private final LastingProducer producer;
    private final ThreadPoolExecutor writer;

    /** @param lost is told of each event that is not kept */
    public KafkaAuditLog(KafkaSettings kafka, JobCodec codec, Runnable lost) {
        this.codec = requireNonNull(codec, "codec is null");
        this.lost = requireNonNull(lost, "lost is null");
        Map<String, Object> settings = Map.of(
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                LONGEST.toMillis(),
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                Math.toIntExact(LONGEST.toMillis()));
        this.producer = new LastingProducer(() -> ConfirmedRecords.producer(kafka, settings), CLOSE_TIMEOUT);
        this.writer = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                task -> new Thread(task, "audit"),
                (task, full) -> lost.run());
    }

    @Override
    public void write(AuditEvent event) {
        writer.execute(() -> send(codec.encodeAudit(event)));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback is told the same
    private void send(Encoded record) {
        try {
            producer.send(
                    new ProducerRecord<>(
                            Topics.AUDIT,
                            null,
                            record.key(),
                            record.value().toByteArray(),
                            KafkaRecords.headers(record)),
                    (sent, e) -> {
                        if (e != null) {
                            lost(e);
                        }
                    });
        } catch (KafkaException | IllegalStateException e) {
            // IllegalStateException: the producer is closed.
            lost(e);
        }
    }

    private void lost(Exception e) {
        LOG.debug("An audit event is lost: {}", e.getMessage());
        lost.run();
    }

    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                writer.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }
}
