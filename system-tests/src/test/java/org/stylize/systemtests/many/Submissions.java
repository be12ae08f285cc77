package org.stylize.systemtests.many;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.JobPictures;
import org.stylize.proto.RecipeChoice;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.Topics;
import org.stylize.systemtests.JobRecords;

/** Jobs that another service submits over Kafka. No worker is there to do them. */
final class Submissions {
    private static final JobPictures<ImageRef> PICTURES = JobPictures.of(
            new ImageRef("stylize", "default/photographs/of/somebody/2026/photograph.jpg"),
            List.of(new ImageRef("stylize", "default/paintings/wave.png")));
    private static final int KEPT = 1_000;

    private final String bootstrapServers;
    private final JobCodec codec = new JobCodec("/many");
    private final List<StylizationJob> latest = new ArrayList<>();

    Submissions(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** Submits so many jobs, and returns when the broker has them. */
    void write(int count) {
        try (KafkaProducer<String, byte[]> producer = producer()) {
            for (int i = 0; i < count; i++) {
                StylizationJob job = StylizationJob.of(
                        JobId.random(), PICTURES, new RecipeChoice.Preset("d2l", "{\"steps\":40}"), now(), null);
                send(producer, job);
                latest.add(job);
                if (latest.size() > KEPT) {
                    latest.remove(0);
                }
            }
        }
    }

    /** Submits the latest jobs again. */
    void writeAgain(int count) {
        try (KafkaProducer<String, byte[]> producer = producer()) {
            latest.subList(latest.size() - count, latest.size()).forEach(job -> send(producer, job));
        }
    }

    /** How often the ledger announced that it admitted a job. */
    long admissions() {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", bootstrapServers,
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.EVENTS).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long admitted = 0;
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    admitted +=
                            codec.decodeEvent(JobRecords.received(record)).kind() == JobEvent.Kind.SUBMITTED ? 1 : 0;
                }
            }
            return admitted;
        }
    }

    private KafkaProducer<String, byte[]> producer() {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", bootstrapServers, "acks", "all", "compression.type", "lz4", "linger.ms", 20);
        return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    }

    private void send(KafkaProducer<String, byte[]> producer, StylizationJob job) {
        Future<RecordMetadata> unused = producer.send(
                JobRecords.of(Topics.SUBMISSIONS, null, codec.encodeSubmission(job))); // closing waits for it
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }
}
