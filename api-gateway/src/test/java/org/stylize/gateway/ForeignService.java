package org.stylize.gateway;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Another team's service: it knows the broker's address and the public description of the messages, and shares no class
 * with this project. It writes submissions byte by byte and reads the events of the world.
 */
final class ForeignService implements AutoCloseable {
    private static final Map<Integer, String> KINDS = Map.of(
            4,
            "submitted",
            5,
            "queued",
            6,
            "started",
            7,
            "retried",
            8,
            "completed",
            9,
            "failed",
            10,
            "cancelled",
            11,
            "expired",
            12,
            "checkpointed");

    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread follower = new Thread(this::follow, "foreign-follower");

    /**
     * An event as this service understands it.
     *
     * @param text every text in the event's own part, in order
     */
    record Event(String key, String jobId, long sequence, String kind, List<String> text, String cloudEventType) {}

    ForeignService(String bootstrapServers) {
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer());
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "group.id",
                        "foreign-service-" + UUID.randomUUID(),
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        follower.start();
    }

    /** A new id; any UUID will do. */
    static String newJobId() {
        return UUID.randomUUID().toString();
    }

    void submit(String id, String content, String style, String preset, String overrides) {
        byte[] job = message(out -> {
            out.writeString(1, id);
            out.writeByteArray(2, image(content));
            out.writeByteArray(3, message(inner -> inner.writeByteArray(1, image(style))));
            out.writeByteArray(4, message(inner -> {
                inner.writeString(1, preset);
                inner.writeString(2, overrides);
            }));
        });
        send(id, message(out -> out.writeByteArray(1, job)));
    }

    /** Cancels a job: field 3 of the command, an empty message. */
    void cancel(String id) {
        command(id, 3, new byte[0]);
    }

    void finish(String id) {
        command(id, 4, new byte[0]);
    }

    /** Asks for a new job under an id of its own. */
    void retry(String id, String newId) {
        command(id, 5, message(out -> out.writeString(1, newId)));
    }

    void delete(String id) {
        command(id, 6, new byte[0]);
    }

    private void command(String id, int field, byte[] what) {
        send(
                id,
                message(out -> {
                    out.writeString(1, id);
                    out.writeByteArray(field, what);
                }),
                "org.stylize.command.v1");
    }

    void send(String key, byte[] value) {
        send(key, value, "org.stylize.submission.v1");
    }

    void sendJson(String key, String kind, String value) {
        send(key, value.getBytes(StandardCharsets.UTF_8), "org.stylize." + kind + ".v1", "application/json");
    }

    private void send(String key, byte[] value, String type) {
        send(key, value, type, "application/protobuf");
    }

    private void send(String key, byte[] value, String type, String contentType) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>("stylize.submissions", key, value);
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        UUID.randomUUID().toString(),
                        "ce_source",
                        "/another/team",
                        "ce_type",
                        type,
                        "content-type",
                        contentType)
                .forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(record).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    List<Event> eventsOf(String jobId) {
        return events.stream().filter(event -> event.jobId().equals(jobId)).toList();
    }

    List<String> kindsOf(String jobId) {
        return eventsOf(jobId).stream().map(Event::kind).toList();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            follower.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }

    private void follow() {
        try (consumer) {
            consumer.subscribe(List.of("stylize.events"));
            while (closed.getCount() > 0) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    events.add(event(record));
                }
            }
        }
    }

    private static Event event(ConsumerRecord<String, byte[]> record) {
        try {
            CodedInputStream in = CodedInputStream.newInstance(record.value());
            String jobId = "";
            long sequence = 0;
            String kind = "";
            List<String> text = new CopyOnWriteArrayList<>();
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                int field = WireFormat.getTagFieldNumber(tag);
                if (field == 1) {
                    jobId = in.readString();
                } else if (field == 2) {
                    sequence = in.readInt64();
                } else if (KINDS.containsKey(field)) {
                    kind = KINDS.get(field);
                    texts(in.readByteArray(), text);
                } else {
                    in.skipField(tag);
                }
            }
            Header type = record.headers().lastHeader("ce_type");
            return new Event(
                    record.key(), jobId, sequence, kind, text, new String(type.value(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that looks like text in a message, however deep. */
    private static void texts(byte[] message, List<String> texts) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(message);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                byte[] inner = in.readByteArray();
                texts.add(new String(inner, StandardCharsets.UTF_8));
            } else {
                in.skipField(tag);
            }
        }
    }

    private static byte[] image(String uri) {
        return message(out -> out.writeString(1, uri));
    }

    private interface Fields {
        void writeTo(CodedOutputStream out) throws IOException;
    }

    private static byte[] message(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            fields.writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
