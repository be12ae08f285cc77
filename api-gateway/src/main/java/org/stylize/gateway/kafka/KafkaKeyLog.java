package org.stylize.gateway.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.stylize.gateway.access.KeyLog;
import org.stylize.gateway.access.KeysUnavailableException;
import org.stylize.proto.Encoded;
import org.stylize.proto.JobCodec;
import org.stylize.proto.KeyRecord;
import org.stylize.proto.Topics;
import org.stylize.service.KafkaRecords;
import org.stylize.service.KafkaSettings;

/** Writes to {@code stylize.keys} and waits for all in-sync replicas. For any thread. */
public final class KafkaKeyLog implements KeyLog, AutoCloseable {
    private static final int TRY_MILLIS = 3_000;
    private static final int LONGEST_MILLIS = 6_000;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final JobCodec codec;
    private final Duration timeout;
    private final KafkaProducer<String, byte[]> producer;

    /** @param timeout longest wait for the broker; longer than 6 s, which is how long the producer tries */
    public KafkaKeyLog(KafkaSettings kafka, JobCodec codec, Duration timeout) {
        this.codec = requireNonNull(codec, "codec is null");
        this.timeout = requireNonNull(timeout, "timeout is null");
        this.producer = new KafkaProducer<>(kafka.client(
                KafkaSettings.Client.PRODUCER,
                Map.of(
                        ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                        StringSerializer.class,
                        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                        ByteArraySerializer.class,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        TRY_MILLIS,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        TRY_MILLIS,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        LONGEST_MILLIS)));
    }

    @Override
    public void write(KeyRecord record) {
        Encoded encoded = codec.encodeKey(record);
        try {
            producer.send(new ProducerRecord<>(
                            Topics.KEYS,
                            null,
                            encoded.key(),
                            encoded.value().toByteArray(),
                            KafkaRecords.headers(encoded)))
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeysUnavailableException("the gateway is stopping", e);
        } catch (KafkaException | IllegalStateException | ExecutionException | TimeoutException e) {
            // IllegalStateException: the producer is closed.
            throw new KeysUnavailableException("Kafka did not confirm the record of a key within " + timeout, e);
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
