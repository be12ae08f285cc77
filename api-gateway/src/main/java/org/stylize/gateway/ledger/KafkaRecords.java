package org.stylize.gateway.ledger;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.Received;

/** The records of Kafka Streams as the codec reads them. */
final class KafkaRecords {
    private KafkaRecords() {}

    /** A record of a topic. */
    static Received received(Record<String, byte[]> record) {
        return Received.of(
                record.key(), record.value(), name -> valueOf(record.headers().lastHeader(name)));
    }

    /** A value of a state store, which keeps no headers. */
    static Received stored(byte[] value) {
        return Received.of(null, value, name -> null);
    }

    private static byte @Nullable [] valueOf(@Nullable Header header) {
        return header == null ? null : header.value();
    }
}
