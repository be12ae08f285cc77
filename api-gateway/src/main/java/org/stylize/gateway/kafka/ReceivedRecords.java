package org.stylize.gateway.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.Received;

/** The records of a Kafka consumer as the codec reads them. */
final class ReceivedRecords {
    private ReceivedRecords() {}

    static Received of(ConsumerRecord<String, byte[]> record) {
        return Received.of(
                record.key(), record.value(), name -> valueOf(record.headers().lastHeader(name)));
    }

    private static byte @Nullable [] valueOf(@Nullable Header header) {
        return header == null ? null : header.value();
    }
}
