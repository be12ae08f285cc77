package org.stylize.worker.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.stylize.proto.Received;
import org.stylize.service.KafkaRecords;

/** A consumer's record as the codec takes it. */
final class ReceivedRecord {
    static Received of(ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null ? null : new String(record.key(), UTF_8);
        return KafkaRecords.received(key, record.value(), record.headers());
    }

    private ReceivedRecord() {}
}
