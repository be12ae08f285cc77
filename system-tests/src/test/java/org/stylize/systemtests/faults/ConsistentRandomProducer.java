package org.stylize.systemtests.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.zip.CRC32;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.Encoded;
import org.stylize.proto.Topics;

/** Java's producer with librdkafka's default partitioner for records with a key: CRC-32 of the key. */
final class ConsistentRandomProducer implements ForeignProducer {
    private final KafkaProducer<String, byte[]> producer;

    ConsistentRandomProducer(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "acks",
                        "all",
                        "partitioner.class",
                        Crc32Partitioner.class,
                        "max.block.ms",
                        5_000,
                        "delivery.timeout.ms",
                        10_000,
                        "request.timeout.ms",
                        5_000,
                        "linger.ms",
                        0),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    @Override
    public boolean send(Encoded submission, @Nullable Integer partition) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                Topics.SUBMISSIONS,
                partition,
                submission.key(),
                submission.value().toByteArray());
        submission.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        try {
            producer.send(record).get();
            return true;
        } catch (ExecutionException | KafkaException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        producer.close();
    }

    /** Made by Kafka, by its name. */
    public static final class Crc32Partitioner implements Partitioner {
        @Override
        public int partition(
                String topic,
                @Nullable Object key,
                byte @Nullable [] keyBytes,
                @Nullable Object value,
                byte @Nullable [] valueBytes,
                Cluster cluster) {
            CRC32 crc = new CRC32();
            crc.update(keyBytes == null ? new byte[0] : keyBytes);
            return (int) (crc.getValue() % cluster.partitionCountForTopic(topic));
        }

        @Override
        public void configure(Map<String, ?> configs) {}

        @Override
        public void close() {}
    }
}
