package org.stylize.gateway.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.stylize.proto.Encoded;
import org.stylize.service.KafkaRecords;
import org.stylize.service.KafkaSettings;
import org.stylize.service.LastingProducer;

/** Writes single records and waits for all in-sync replicas. For any thread. */
final class ConfirmedProducer implements AutoCloseable {
    private static final int TRY_MILLIS = 3_000;
    private static final int LONGEST_MILLIS = 6_000;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final Duration timeout;
    private final LastingProducer producer;

    /** Kafka did not confirm a record in time, so it may or may not be kept. */
    static final class UnconfirmedException extends Exception {
        private static final long serialVersionUID = 1L;

        UnconfirmedException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** @param timeout longest wait for the broker; longer than 6 s, which is how long the producer tries */
    ConfirmedProducer(KafkaSettings kafka, Duration timeout) {
        this.timeout = requireNonNull(timeout, "timeout is null");
        Map<String, Integer> settings = Map.of(
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                TRY_MILLIS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                TRY_MILLIS,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                LONGEST_MILLIS);
        this.producer = new LastingProducer(() -> ConfirmedRecords.producer(kafka, settings), CLOSE_TIMEOUT);
    }

    void write(String topic, Encoded record) throws UnconfirmedException {
        send(new ProducerRecord<>(
                topic, null, record.key(), record.value().toByteArray(), KafkaRecords.headers(record)));
    }

    /** Writes records one after the other, and waits for all of them. */
    void writeAll(String topic, List<Encoded> records) throws UnconfirmedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try {
            for (Encoded record : records) {
                sent.add(producer.send(new ProducerRecord<>(
                        topic, null, record.key(), record.value().toByteArray(), KafkaRecords.headers(record))));
            }
        } catch (KafkaException | IllegalStateException e) {
            throw unconfirmed(e);
        }
        for (Future<RecordMetadata> record : sent) {
            await(record);
        }
    }

    /** Writes a record without a value, with which compaction forgets the key. */
    void delete(String topic, String key) throws UnconfirmedException {
        send(new ProducerRecord<>(topic, key, null));
    }

    private void send(ProducerRecord<String, byte[]> record) throws UnconfirmedException {
        try {
            await(producer.send(record));
        } catch (KafkaException | IllegalStateException e) {
            throw unconfirmed(e);
        }
    }

    private void await(Future<RecordMetadata> sent) throws UnconfirmedException {
        try {
            sent.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnconfirmedException("the gateway is stopping", e);
        } catch (ExecutionException | TimeoutException e) {
            throw unconfirmed(e);
        }
    }

    /** @param e an IllegalStateException if the producer is closed */
    private UnconfirmedException unconfirmed(Exception e) {
        return new UnconfirmedException("Kafka did not confirm the record within " + timeout, e);
    }

    @Override
    public void close() {
        producer.close();
    }
}
