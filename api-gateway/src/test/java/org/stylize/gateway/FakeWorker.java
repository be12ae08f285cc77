package org.stylize.gateway;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.Attempt;
import org.stylize.proto.Encoded;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobControl;
import org.stylize.proto.JobId;
import org.stylize.proto.JobProgress;
import org.stylize.proto.JobReport;
import org.stylize.proto.Outcome;
import org.stylize.proto.Problem;
import org.stylize.proto.ProblemType;
import org.stylize.proto.Received;
import org.stylize.proto.Slice;
import org.stylize.proto.SliceRequest;
import org.stylize.proto.Topics;
import org.stylize.proto.Trace;
import org.stylize.recipe.Execution;
import org.stylize.recipe.Losses;
import org.stylize.recipe.Plan;
import org.stylize.service.KafkaRecords;

/** Sends the reports that a worker would send, and paints nothing. */
public final class FakeWorker implements AutoCloseable {
    private final JobCodec codec = new JobCodec("/worker/test");
    private final String name;
    private final KafkaProducer<String, byte[]> producer;
    private final String bootstrapServers;

    public FakeWorker(String name, String bootstrapServers) {
        this.name = name;
        this.bootstrapServers = bootstrapServers;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", 0),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    public Attempt attempt(int delivery) {
        return attempt(Slice.FIRST, delivery);
    }

    public Attempt attempt(Slice slice, int delivery) {
        return Attempt.by(name, "cpu", slice, delivery);
    }

    public void started(JobId job, Attempt attempt) {
        started(job, attempt, null);
    }

    public void started(JobId job, Attempt attempt, @Nullable Execution execution) {
        JobReport.Started report = new JobReport.Started(job, attempt, Instant.now(), new Plan(100, 64, 48), execution);
        send(Topics.REPORTS, codec.encodeReport(report, Trace.NONE));
    }

    public void sliceEnded(JobId job, Attempt attempt) {
        send(Topics.REPORTS, codec.encodeReport(new JobReport.SliceEnded(job, attempt, Instant.now()), Trace.NONE));
    }

    public void checkpointed(JobId job, Attempt attempt, int step) {
        send(
                Topics.REPORTS,
                codec.encodeReport(new JobReport.Checkpointed(job, attempt, Instant.now(), step), Trace.NONE));
    }

    public void completed(JobId job, Attempt attempt, ImageRef pastiche) {
        completed(job, attempt, new Outcome(pastiche, 100, 64, 48, losses(), 12.5, "", false, null));
    }

    public void completed(JobId job, Attempt attempt, ImageRef pastiche, ImageRef manifest) {
        completed(job, attempt, new Outcome(pastiche, 100, 64, 48, losses(), 12.5, "", false, manifest));
    }

    /** After an order to finish. */
    public void completedEarly(JobId job, Attempt attempt, ImageRef pastiche, String sha256) {
        completed(job, attempt, new Outcome(pastiche, 7, 64, 48, losses(), 2.5, sha256, true, null));
    }

    public void completed(JobId job, Attempt attempt, Outcome outcome) {
        send(
                Topics.REPORTS,
                codec.encodeReport(new JobReport.Completed(job, attempt, Instant.now(), outcome), Trace.NONE));
    }

    public void failed(JobId job, Attempt attempt, ProblemType type, String detail) {
        send(
                Topics.REPORTS,
                codec.encodeReport(
                        new JobReport.Failed(job, attempt, Instant.now(), new Problem(type, detail)), Trace.NONE));
    }

    public void released(JobId job, Attempt attempt) {
        Problem problem = new Problem(ProblemType.UNAVAILABLE, "the worker is stopping");
        send(
                Topics.REPORTS,
                codec.encodeReport(
                        new JobReport.Released(job, attempt, Instant.now(), JobReport.Release.SHUTDOWN, problem),
                        Trace.NONE));
    }

    public void progress(JobId job, Attempt attempt, int step, ImageRef... preview) {
        send(
                Topics.PROGRESS,
                codec.encodeProgress(
                        new JobProgress(
                                job,
                                attempt,
                                Instant.now(),
                                step,
                                100,
                                losses(),
                                0.3,
                                4.0,
                                25.0,
                                preview.length == 0 ? null : preview[0]),
                        Trace.NONE));
    }

    /** All requests for that job that the ledger has committed so far. */
    public List<SliceRequest> requests(JobId job) {
        return committed(Topics.REQUESTS).stream()
                .filter(record -> record.key().equals(job.toString()))
                .map(record -> codec.decodeRequest(received(record)))
                .toList();
    }

    /** All orders of the ledger for that job that are committed so far. */
    public List<JobControl> orders(JobId job) {
        return committed(Topics.CONTROL).stream()
                .filter(record -> record.key().equals(job.toString()))
                .map(record -> codec.decodeControl(received(record)))
                .toList();
    }

    /** A record as the codec reads it. */
    public static Received received(ConsumerRecord<String, byte[]> record) {
        return KafkaRecords.received(record.key(), record.value(), record.headers());
    }

    /** All committed records of a topic. */
    public List<ConsumerRecord<String, byte[]>> committed(String topic) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(java.time.Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    private static Losses losses() {
        return new Losses(1.5, 2.5, 0.25, 4.25, Map.of("content:relu4_4", 1.5, "style:relu1_1", 2.5));
    }

    private void send(String topic, Encoded record) {
        ProducerRecord<String, byte[]> sent = new ProducerRecord<>(
                topic, null, record.key(), record.value().toByteArray(), KafkaRecords.headers(record));
        try {
            producer.send(sent).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
