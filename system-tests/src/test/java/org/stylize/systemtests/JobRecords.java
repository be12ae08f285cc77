package org.stylize.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.Encoded;
import org.stylize.proto.Received;

/** Records of Kafka clients as the codec has them, and the other way round. */
public final class JobRecords {
    private JobRecords() {}

    /**
     * A record to send.
     *
     * @param partition null: the producer's partitioner chooses
     */
    public static ProducerRecord<String, byte[]> of(String topic, @Nullable Integer partition, Encoded encoded) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                topic, partition, encoded.key(), encoded.value().toByteArray());
        encoded.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return record;
    }

    /** What was received, for the codec. */
    public static Received received(ConsumerRecord<String, byte[]> record) {
        return Received.of(record.key(), record.value(), name -> {
            Header header = record.headers().lastHeader(name);
            return header == null ? null : header.value();
        });
    }
}
