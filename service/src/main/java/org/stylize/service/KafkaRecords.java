package org.stylize.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.Encoded;
import org.stylize.proto.Received;

/** Between the records of Kafka's clients and those of the codec. */
public final class KafkaRecords {
    private KafkaRecords() {}

    /** A record that was read, as the codec takes it. */
    public static Received received(@Nullable String key, byte @Nullable [] value, Headers headers) {
        return Received.of(key, value, name -> {
            Header header = headers.lastHeader(name);
            return header == null ? null : header.value();
        });
    }

    /** The headers of a record that is to be written. */
    public static Headers headers(Encoded record) {
        Headers headers = new RecordHeaders();
        record.headers().forEach((name, value) -> headers.add(name, value.getBytes(UTF_8)));
        return headers;
    }
}
