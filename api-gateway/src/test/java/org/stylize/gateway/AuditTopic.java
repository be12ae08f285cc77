package org.stylize.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.stylize.proto.AuditEvent;
import org.stylize.proto.JobCodec;
import org.stylize.proto.Topics;
import org.stylize.service.KafkaRecords;

/** What is written to {@code stylize.audit}, from the beginning. For one thread. */
final class AuditTopic implements AutoCloseable {
    private final JobCodec codec = new JobCodec("/test");
    private final List<AuditEvent> events = new ArrayList<>();
    private final StringBuilder bytes = new StringBuilder();
    private final KafkaConsumer<String, byte[]> consumer;

    AuditTopic(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "group.id",
                        "audit-" + UUID.randomUUID(),
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(Topics.AUDIT));
    }

    /** The events of an actor, the oldest first. */
    List<AuditEvent> of(String actor) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
            events.add(codec.decodeAudit(KafkaRecords.received(record.key(), record.value(), record.headers())));
            bytes.append(new String(record.value(), ISO_8859_1));
        }
        return events.stream().filter(event -> event.actor().equals(actor)).toList();
    }

    /** All values that were read, byte by byte. */
    String bytes() {
        return bytes.toString();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
