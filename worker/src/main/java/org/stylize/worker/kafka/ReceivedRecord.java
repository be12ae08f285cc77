package org.stylize.worker.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.stylize.proto.Received;

/** A consumer's record as the codec takes it. */
final class ReceivedRecord {
    static Received of(ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null ? null : new String(record.key(), UTF_8);
        return Received.of(key, record.value(), name -> {
            Header header = record.headers().lastHeader(name);
            return header == null ? null : header.value();
        });
    }

    private ReceivedRecord() {}
}
