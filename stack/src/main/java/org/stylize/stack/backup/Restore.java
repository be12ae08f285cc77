package org.stylize.stack.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.Topics;

/**
 * Writes a backup into topics that {@code provision} has made and nobody has written to, before any gateway runs. The
 * ledger then finds its jobs in the changelog of its store, asks for those that are open again, and reads on where its
 * group was.
 */
public final class Restore {
    private static final int MOST_BYTES = 8 << 20;

    private final Map<String, Object> client;
    private final Kept kept;
    private final Path directory;
    private final Manifest manifest;

    /** A backup that is to be written. */
    public Restore(Map<String, Object> client, Kept kept, Path directory, Manifest manifest) {
        this.client = Map.copyOf(client);
        this.kept = kept;
        this.directory = directory;
        this.manifest = manifest;
    }

    /**
     * Writes everything.
     *
     * @return records of each topic
     * @throws NotReadyException if topics are missing, have other partitions, or are not empty; then nothing was written
     */
    public Map<String, Long> make() throws IOException, ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(client)) {
            int ledgerPartitions = partitions(Topics.SUBMISSIONS);
            require(admin, ledgerPartitions);
            makeChangelogs(admin, ledgerPartitions);
            Map<String, Long> written = new TreeMap<>();
            Map<TopicPartition, List<Long>> oldOffsets = new HashMap<>();
            Map<String, Object> config = new HashMap<>(client);
            config.put(ProducerConfig.ACKS_CONFIG, "all");
            config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MOST_BYTES);
            try (KafkaProducer<byte[], byte[]> producer =
                    new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
                for (String topic : new TreeSet<>(manifest.partitions().keySet())) {
                    written.put(topic, write(topic, producer, ledgerPartitions, oldOffsets));
                }
            }
            for (Map.Entry<String, Map<TopicPartition, Long>> group :
                    manifest.offsets().entrySet()) {
                setOffsets(admin, group.getKey(), group.getValue(), oldOffsets);
            }
            return written;
        }
    }

    private int partitions(String topic) {
        Integer count = manifest.partitions().get(topic);
        if (count == null) {
            throw new NotReadyException("the backup in " + directory + " has no topic " + topic);
        }
        return count;
    }

    private void require(Admin admin, int ledgerPartitions) throws ExecutionException, InterruptedException {
        Set<String> present = admin.listTopics().names().get();
        Set<String> missing = new TreeSet<>(manifest.partitions().keySet());
        missing.removeAll(present);
        missing.remove(kept.refusals());
        if (!missing.isEmpty()) {
            throw refused("it lacks the topics " + missing + ": run provision first, with the tenants of the backup");
        }
        Map<String, Integer> expected = new TreeMap<>(manifest.partitions());
        expected.put(kept.jobs(), ledgerPartitions);
        expected.keySet().retainAll(present);
        Map<String, TopicDescription> described =
                admin.describeTopics(expected.keySet()).allTopicNames().get();
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        described.forEach((topic, description) -> {
            int found = description.partitions().size();
            if (found != expected.getOrDefault(topic, 0)) {
                throw refused("its topic " + topic + " has " + found + " partitions but the backup has "
                        + expected.get(topic) + ": run provision with --partitions " + ledgerPartitions);
            }
            description
                    .partitions()
                    .forEach(partition ->
                            ends.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
        });
        Map<TopicPartition, ListOffsetsResultInfo> found =
                admin.listOffsets(ends).all().get();
        Set<String> used = found.entrySet().stream()
                .filter(end -> end.getValue().offset() > 0)
                .map(end -> end.getKey().topic())
                .collect(Collectors.toCollection(TreeSet::new));
        if (!used.isEmpty()) {
            throw refused("there are records in " + used + ": restore before the first gateway starts, into topics that"
                    + " nobody has written to");
        }
    }

    private static NotReadyException refused(String why) {
        return new NotReadyException("this Kafka is not ready for it, because " + why);
    }

    private void makeChangelogs(Admin admin, int partitions) throws ExecutionException, InterruptedException {
        Set<String> present = admin.listTopics().names().get();
        List<NewTopic> missing = List.of(kept.jobs(), kept.refusals()).stream()
                .filter(topic -> !present.contains(topic))
                .map(topic -> new NewTopic(topic, Optional.of(partitions), Optional.empty())
                        .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)))
                .toList();
        admin.createTopics(missing).all().get();
    }

    /** @param oldOffsets gets, for each partition, the offsets that its records had, in order */
    private long write(
            String topic,
            KafkaProducer<byte[], byte[]> producer,
            int ledgerPartitions,
            Map<TopicPartition, List<Long>> oldOffsets)
            throws IOException, ExecutionException, InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        long count = 0;
        try (RecordFile.Reader file = new RecordFile.Reader(topic, Manifest.file(directory, topic))) {
            Optional<ConsumerRecord<byte[], byte[]>> next = file.next();
            while (next.isPresent()) {
                ConsumerRecord<byte[], byte[]> record = next.get();
                sent.add(producer.send(copy(record, topic, record.partition())));
                if (topic.equals(Topics.JOBS)) {
                    sent.add(producer.send(copy(record, kept.jobs(), home(record.key(), ledgerPartitions))));
                }
                oldOffsets
                        .computeIfAbsent(new TopicPartition(topic, record.partition()), partition -> new ArrayList<>())
                        .add(record.offset());
                count++;
                next = file.next();
            }
        }
        for (Future<RecordMetadata> each : sent) {
            each.get();
        }
        return count;
    }

    private static ProducerRecord<byte[], byte[]> copy(
            ConsumerRecord<byte[], byte[]> record, String topic, int partition) {
        return new ProducerRecord<>(
                topic, partition, record.timestamp(), record.key(), record.value(), record.headers());
    }

    /** The ledger's partition of a job, as Kafka's Java producer places its id. */
    private static int home(byte @Nullable [] key, int partitions) {
        return key == null ? 0 : Utils.toPositive(Utils.murmur2(key)) % partitions;
    }

    private static void setOffsets(
            Admin admin, String group, Map<TopicPartition, Long> read, Map<TopicPartition, List<Long>> oldOffsets)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> now = new HashMap<>();
        read.forEach((partition, offset) -> {
            long before = oldOffsets.getOrDefault(partition, List.of()).stream()
                    .filter(old -> old < offset)
                    .count();
            now.put(partition, new OffsetAndMetadata(before));
        });
        if (!now.isEmpty()) {
            admin.alterConsumerGroupOffsets(group, now).all().get();
        }
    }
}
