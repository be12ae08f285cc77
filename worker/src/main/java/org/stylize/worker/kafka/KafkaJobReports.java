package org.stylize.worker.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.proto.DeadLetter;
import org.stylize.proto.Encoded;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobProgress;
import org.stylize.proto.JobReport;
import org.stylize.proto.Topics;
import org.stylize.proto.Trace;
import org.stylize.service.KafkaRecords;
import org.stylize.service.KafkaSettings;
import org.stylize.service.LastingProducer;
import org.stylize.worker.job.JobReports;
import org.stylize.worker.job.TransientFaultException;

/** Writes reports, dead letters and progress with an idempotent producer that waits for all in-sync replicas. */
public final class KafkaJobReports implements JobReports, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaJobReports.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final LastingProducer producer;
    private final JobCodec codec;

    /**
     * Connects in the background.
     *
     * @param deliveryTimeout longest wait for a record to be on all in-sync replicas
     */
    public KafkaJobReports(KafkaSettings settings, JobCodec codec, Duration deliveryTimeout) {
        this.codec = requireNonNull(codec, "codec is null");
        int timeoutMillis = Math.toIntExact(deliveryTimeout.toMillis());
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeoutMillis);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeoutMillis / 2);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeoutMillis);
        producer = new LastingProducer(
                () -> new KafkaProducer<>(
                        settings.client(KafkaSettings.Client.PRODUCER, config),
                        new StringSerializer(),
                        new ByteArraySerializer()),
                CLOSE_TIMEOUT);
    }

    @Override
    public void announce(JobReport report, Trace trace) {
        sendAndWait(Topics.REPORTS, codec.encodeReport(report, trace));
    }

    @Override
    public void bury(DeadLetter letter, Trace trace) {
        sendAndWait(Topics.DEAD_LETTERS, codec.encodeDeadLetter(letter, null, trace));
    }

    @Override
    public void tell(JobProgress progress, Trace trace) {
        try {
            Future<RecordMetadata> unused =
                    producer.send(record(Topics.PROGRESS, codec.encodeProgress(progress, trace)));
        } catch (KafkaException e) {
            LOG.debug("progress is lost", e);
        }
    }

    /** Waits a few seconds for what is still under way. */
    @Override
    public void close() {
        producer.close();
    }

    private void sendAndWait(String topic, Encoded encoded) {
        try {
            Future<RecordMetadata> sent = producer.send(record(topic, encoded));
            sent.get(); // ends by itself: the producer gives up after the delivery timeout
        } catch (ExecutionException e) {
            throw unavailable(topic, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(topic, e);
        } catch (InterruptException e) { // has set the flag again
            throw unavailable(topic, e);
        } catch (KafkaException e) {
            throw unavailable(topic, e);
        }
    }

    private static TransientFaultException unavailable(String topic, Throwable cause) {
        return new TransientFaultException("the broker did not take a record for " + topic + ": " + cause, cause);
    }

    private static ProducerRecord<String, byte[]> record(String topic, Encoded encoded) {
        return new ProducerRecord<>(
                topic, null, encoded.key(), encoded.value().toByteArray(), KafkaRecords.headers(encoded));
    }
}
