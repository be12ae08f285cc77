package org.stylize.systemtests.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobEvent;
import org.stylize.proto.Received;
import org.stylize.proto.Topics;

/** What the run reads from the broker, and the odd records that it writes there. */
final class Broker {
    private static final List<String> WRITABLE =
            List.of(Topics.SUBMISSIONS, Topics.REPORTS, Topics.REQUESTS, Topics.CONTROL);

    private final String bootstrapServers;
    private final JobCodec codec = new JobCodec("/faults");

    Broker(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** Every event that is committed, in the order of the topic. */
    List<JobEvent> events() {
        return committed(Topics.EVENTS).stream()
                .map(record -> codec.decodeEvent(received(record)))
                .toList();
    }

    /** Writes a record that nobody should have written, to a topic that others may write. */
    void writeOddity(Random random) {
        byte[] garbage = new byte[random.nextInt(200)];
        random.nextBytes(garbage);
        String key = random.nextBoolean() ? new UUID(random.nextLong(), random.nextLong()).toString() : "odd";
        send(new ProducerRecord<>(WRITABLE.get(random.nextInt(WRITABLE.size())), key, garbage));
    }

    /** Writes the latest reports once more, in another order. */
    void repeatReports(Random random) {
        List<ConsumerRecord<String, byte[]>> reports = new ArrayList<>(committed(Topics.REPORTS));
        List<ConsumerRecord<String, byte[]>> latest =
                new ArrayList<>(reports.subList(Math.max(0, reports.size() - 20), reports.size()));
        Collections.shuffle(latest, random);
        for (ConsumerRecord<String, byte[]> report : latest) {
            ProducerRecord<String, byte[]> again = new ProducerRecord<>(Topics.REPORTS, report.key(), report.value());
            report.headers().forEach(header -> again.headers().add(header));
            send(again);
        }
    }

    private void send(ProducerRecord<String, byte[]> record) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "max.block.ms", 5_000);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            Future<RecordMetadata> unused = producer.send(record); // close waits for it; the broker may be away
        }
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

    private static Received received(ConsumerRecord<String, byte[]> record) {
        return Received.of(record.key(), record.value(), name -> {
            var header = record.headers().lastHeader(name);
            return header == null ? null : header.value();
        });
    }
}
