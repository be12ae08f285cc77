package org.stylize.systemtests.faults;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.zip.CRC32;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.Encoded;
import org.stylize.proto.Topics;
import org.stylize.systemtests.JobRecords;

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
        try {
            producer.send(JobRecords.of(Topics.SUBMISSIONS, partition, submission))
                    .get();
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
