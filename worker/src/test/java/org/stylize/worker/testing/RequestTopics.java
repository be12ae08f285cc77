package org.stylize.worker.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.stylize.proto.DeadLetter;
import org.stylize.proto.Encoded;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobControl;
import org.stylize.proto.JobId;
import org.stylize.proto.JobProgress;
import org.stylize.proto.JobReport;
import org.stylize.proto.Received;
import org.stylize.proto.Slice;
import org.stylize.proto.SliceRequest;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.Topics;
import org.stylize.proto.Trace;
import org.stylize.service.KafkaRecords;

/** The other side of the worker's topics: writes requests, in transactions as the ledger does, and reads the rest. */
public final class RequestTopics implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final JobCodec codec = new JobCodec("/test");
    private final String bootstrapServers;
    private final KafkaProducer<byte[], byte[]> producer;

    public RequestTopics(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 100);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "test-" + UUID.randomUUID());
        producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    /** The first slice of a job. */
    public void request(StylizationJob job) {
        requestInOneBatch(List.of(job));
    }

    public void request(StylizationJob job, Slice slice) {
        send(List.of(record(codec.encodeRequest(
                new SliceRequest(job, slice, null), Clock.systemUTC().instant()))));
    }

    /** An order of the ledger. */
    public void order(JobControl order) {
        Encoded encoded = codec.encodeControl(order, Trace.NONE);
        send(List.of(new ProducerRecord<>(
                Topics.CONTROL, encoded.key().getBytes(UTF_8), encoded.value().toByteArray())));
    }

    private static ProducerRecord<byte[], byte[]> record(Encoded encoded) {
        return new ProducerRecord<>(
                Topics.REQUESTS, encoded.key().getBytes(UTF_8), encoded.value().toByteArray());
    }

    /** All in one transaction and, as they are few, one batch of records. */
    public void requestInOneBatch(List<StylizationJob> jobs) {
        send(jobs.stream()
                .map(job -> record(codec.encodeRequest(
                        new SliceRequest(job, Slice.FIRST, null),
                        Clock.systemUTC().instant())))
                .toList());
    }

    /** Whatever the bytes are. */
    public void requestBytes(byte[] key, byte[] value) {
        writeBytes(Topics.REQUESTS, key, value);
    }

    /** Whatever the bytes are. */
    public void writeBytes(String topic, byte[] key, byte[] value) {
        send(List.of(new ProducerRecord<>(topic, key, value)));
    }

    private void send(List<ProducerRecord<byte[], byte[]>> records) {
        producer.beginTransaction();
        List<Future<RecordMetadata>> sent = records.stream().map(producer::send).toList();
        producer.commitTransaction();
        assertThat(sent).allMatch(Future::isDone);
    }

    /** All reports of that job so far, in order. */
    public List<JobReport> reportsOf(JobId job) {
        return read(Topics.REPORTS, codec::decodeReport).stream()
                .filter(report -> report.id().equals(job))
                .toList();
    }

    public List<JobProgress> progressOf(JobId job) {
        return read(Topics.PROGRESS, codec::decodeProgress).stream()
                .filter(progress -> progress.id().equals(job))
                .toList();
    }

    public List<DeadLetter> letters(String key) {
        return read(Topics.DEAD_LETTERS, codec::decodeDeadLetter).stream()
                .filter(letter -> letter.key().equals(key))
                .toList();
    }

    /** The traces of all records of a job in a topic so far. */
    public List<Trace> traces(String topic, JobId job) {
        return read(topic, record -> record).stream()
                .filter(record -> record.key().equals(job.toString()))
                .map(Received::trace)
                .toList();
    }

    private static Received received(ConsumerRecord<byte[], byte[]> record) {
        return KafkaRecords.received(new String(record.key(), UTF_8), record.value(), record.headers());
    }

    /** From the topic's begin to its present end. */
    private <T> List<T> read(String topic, Function<Received, T> decoder) {
        Map<String, Object> config = new HashMap<>();
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        List<T> values = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    values.add(decoder.apply(received(record)));
                }
            }
        }
        return values;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
