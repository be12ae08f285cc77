package org.stylize.systemtests.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.stylize.proto.DeadLetter;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobReport;
import org.stylize.proto.Received;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.Topics;
import org.stylize.proto.UndecodableException;
import org.stylize.systemtests.JobRecords;

/** What the run reads from the broker, and what it does to its topics. */
public final class Broker {
    /** Topics that a run may make refuse records for a while. */
    static final List<String> REFUSING = List.of(
            Topics.SUBMISSIONS,
            Topics.REQUESTS,
            Topics.REPORTS,
            Topics.CONTROL,
            Topics.EVENTS,
            Topics.JOBS,
            Topics.DEAD_LETTERS,
            Topics.PROGRESS);

    private static final List<String> WRITABLE =
            List.of(Topics.SUBMISSIONS, Topics.REPORTS, Topics.REQUESTS, Topics.CONTROL);
    private static final String LEDGER_GROUP = "stylize-ledger";
    /** Enough for the markers of transactions, 78 bytes, but for no record of ours. */
    private static final String TOO_SMALL = "100";

    private final String bootstrapServers;
    private final JobCodec codec = new JobCodec("/faults");

    /**
     * Everything that is committed, in the order of the topics.
     *
     * @param submissions those that can be read
     * @param reports those that can be read
     */
    public record Records(
            List<JobEvent> events,
            List<StylizationJob> submissions,
            List<JobReport> reports,
            List<DeadLetter> deadLetters) {}

    public Broker(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** Reads them. */
    public Records records() {
        return new Records(
                committed(Topics.EVENTS, codec::decodeEvent),
                submissions(),
                committed(Topics.REPORTS, codec::decodeReport),
                committed(Topics.DEAD_LETTERS, codec::decodeDeadLetter));
    }

    List<StylizationJob> submissions() {
        return committed(Topics.SUBMISSIONS, codec::decodeSubmission);
    }

    /** Writes a record that nobody should have written, to a topic that others may write. */
    void writeOddity(Random random) {
        byte[] garbage = new byte[random.nextInt(200)];
        random.nextBytes(garbage);
        String key = random.nextBoolean() ? new UUID(random.nextLong(), random.nextLong()).toString() : "odd";
        send(List.of(new ProducerRecord<>(WRITABLE.get(random.nextInt(WRITABLE.size())), key, garbage)));
    }

    /** Writes the latest reports once more, in another order. */
    void repeatReports(Random random) {
        List<ConsumerRecord<String, byte[]>> reports = committed(Topics.REPORTS);
        List<ConsumerRecord<String, byte[]>> latest =
                new ArrayList<>(reports.subList(Math.max(0, reports.size() - 20), reports.size()));
        Collections.shuffle(latest, random);
        send(latest.stream()
                .map(report -> new ProducerRecord<>(
                        Topics.REPORTS, null, null, report.key(), report.value(), report.headers()))
                .toList());
    }

    /** Makes a topic refuse records, or take them again. */
    void setRefusing(String topic, boolean isRefusing) throws InterruptedException, ExecutionException {
        AlterConfigOp change = new AlterConfigOp(
                new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, TOO_SMALL),
                isRefusing ? OpType.SET : OpType.DELETE);
        try (Admin admin = admin()) {
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(change)))
                    .all()
                    .get();
        }
    }

    /** Records that the ledger or the workers have still to read. */
    public long lag() throws InterruptedException, ExecutionException {
        try (Admin admin = admin()) {
            Map<TopicPartition, OffsetAndMetadata> read = admin.listConsumerGroupOffsets(LEDGER_GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get();
            Set<TopicPartition> inputs = read.keySet().stream()
                    .filter(partition -> partition.topic().equals(Topics.SUBMISSIONS)
                            || partition.topic().equals(Topics.REPORTS))
                    .collect(Collectors.toSet());
            Map<TopicPartition, OffsetSpec> latest =
                    inputs.stream().collect(Collectors.toMap(Function.identity(), each -> OffsetSpec.latest()));
            long ledger = admin.listOffsets(latest).all().get().entrySet().stream()
                    .mapToLong(end ->
                            end.getValue().offset() - read.get(end.getKey()).offset())
                    .sum();
            Collection<SharePartitionOffsetInfo> shares = admin.listShareGroupOffsets(
                            Map.of(Topics.WORKER_GROUP, new ListShareGroupOffsetsSpec()))
                    .partitionsToOffsetInfo(Topics.WORKER_GROUP)
                    .get()
                    .values();
            return ledger
                    + shares.stream().mapToLong(share -> share.lag().orElse(1L)).sum();
        }
    }

    private Admin admin() {
        return Admin.create(Map.of(
                "bootstrap.servers", bootstrapServers, "default.api.timeout.ms", 5_000, "request.timeout.ms", 5_000));
    }

    /** Tries for some seconds; the broker may be away. */
    private void send(List<ProducerRecord<String, byte[]>> records) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "acks",
                "all",
                "max.block.ms",
                5_000,
                "delivery.timeout.ms",
                10_000,
                "request.timeout.ms",
                5_000,
                "linger.ms",
                0);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            for (ProducerRecord<String, byte[]> record : records) {
                Future<RecordMetadata> unused = producer.send(record); // close waits for it
            }
        }
    }

    /** The records of a topic that can be read; others may have written the rest. */
    private <T> List<T> committed(String topic, Function<Received, T> reading) {
        List<T> values = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : committed(topic)) {
            Received received = JobRecords.received(record);
            try {
                if (!JobCodec.isCommand(received)) {
                    values.add(reading.apply(received));
                }
            } catch (UndecodableException | InvalidJobException e) {
                // an odd record
            }
        }
        return values;
    }

    private List<ConsumerRecord<String, byte[]>> committed(String topic) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", bootstrapServers,
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }
}
