package org.stylize.stack.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Copies what is committed in the kept topics to files, while gateways and workers go on.
 *
 * <p>First it notes how far the groups have read. What they read later is in the copies too, so it is read again, which
 * does no harm; what they had read before has its effect in the copies. Then it looks for a moment in which no transaction
 * is open, and copies all topics up to their ends at that moment: what the ledger writes in one transaction is in the
 * backup as a whole or not at all.
 */
public final class Backup {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final ListOffsetsOptions COMMITTED = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);

    private final Map<String, Object> client;
    private final Kept kept;
    private final Path directory;

    /**
     * A backup that is to be made.
     *
     * @param client how Kafka's clients reach Kafka
     * @param directory empty
     */
    public Backup(Map<String, Object> client, Kept kept, Path directory) {
        this.client = Map.copyOf(client);
        this.kept = kept;
        this.directory = directory;
    }

    /**
     * Makes it.
     *
     * @param patience longest search for a moment without an open transaction; after it, what the ledger is just writing
     *     may be in the backup by half
     */
    public Manifest make(Duration patience) throws IOException, ExecutionException, InterruptedException {
        Map<String, Map<TopicPartition, Long>> offsets;
        Map<String, Integer> partitions = new TreeMap<>();
        Moment moment;
        try (Admin admin = Admin.create(client)) {
            offsets = offsets(admin);
            List<String> topics =
                    admin.listTopics().names().get().stream().filter(kept::has).toList();
            for (TopicDescription topic :
                    admin.describeTopics(topics).allTopicNames().get().values()) {
                partitions.put(topic.name(), topic.partitions().size());
            }
            moment = moment(admin, partitions, patience);
        }
        Manifest manifest =
                new Manifest(partitions, copy(partitions.keySet(), moment.ends()), offsets, moment.isQuiet());
        manifest.writeTo(directory);
        return manifest;
    }

    /**
     * The ends of all partitions at one moment.
     *
     * @param isQuiet whether no transaction was open
     */
    private record Moment(Map<TopicPartition, Long> ends, boolean isQuiet) {}

    /**
     * Looks up to where all is decided, and then at the ends. If they are the same in all partitions, nothing was open at
     * the moment between the two looks.
     */
    private static Moment moment(Admin admin, Map<String, Integer> partitionsOf, Duration patience)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitionsOf.forEach((topic, count) -> {
            for (int partition = 0; partition < count; partition++) {
                latest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
        });
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Map<TopicPartition, Long> decided = ends(admin, latest, COMMITTED);
            Map<TopicPartition, Long> all = ends(admin, latest, new ListOffsetsOptions());
            boolean isQuiet = decided.equals(all);
            if (isQuiet || System.nanoTime() - deadline > 0) {
                return new Moment(decided, isQuiet);
            }
        }
    }

    private static Map<TopicPartition, Long> ends(
            Admin admin, Map<TopicPartition, OffsetSpec> latest, ListOffsetsOptions options)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(latest, options).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private Map<String, Map<TopicPartition, Long>> offsets(Admin admin)
            throws ExecutionException, InterruptedException {
        Map<String, Map<TopicPartition, Long>> offsets = new TreeMap<>();
        for (String group : kept.groups()) {
            Map<TopicPartition, Long> read = new HashMap<>();
            admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((partition, offset) -> {
                        if (offset != null && kept.has(partition.topic())) {
                            read.put(partition, offset.offset());
                        }
                    });
            offsets.put(group, read);
        }
        return offsets;
    }

    private Map<String, Long> copy(Set<String> topics, Map<TopicPartition, Long> ends) throws IOException {
        Map<String, RecordFile.Writer> files = new TreeMap<>();
        try {
            for (String topic : topics) {
                files.put(topic, new RecordFile.Writer(Manifest.file(Files.createDirectories(directory), topic)));
            }
            copy(ends, files);
            Map<String, Long> records = new TreeMap<>();
            for (Map.Entry<String, RecordFile.Writer> file : files.entrySet()) {
                file.getValue().end();
                records.put(file.getKey(), file.getValue().count());
            }
            return records;
        } finally {
            for (RecordFile.Writer file : files.values()) {
                file.close();
            }
        }
    }

    private void copy(Map<TopicPartition, Long> ends, Map<String, RecordFile.Writer> files) throws IOException {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                    if (record.offset() < ends.getOrDefault(partition, 0L)) {
                        writer(files, record.topic()).write(record);
                    }
                }
            }
        }
    }

    private static RecordFile.Writer writer(Map<String, RecordFile.Writer> files, String topic) {
        RecordFile.Writer writer = files.get(topic);
        if (writer == null) {
            throw new IllegalStateException("a record of the topic " + topic + ", which is not read");
        }
        return writer;
    }
}
