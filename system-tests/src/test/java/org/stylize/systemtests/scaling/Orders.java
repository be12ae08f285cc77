package org.stylize.systemtests.scaling;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobId;
import org.stylize.proto.JobPictures;
import org.stylize.proto.JobTerms;
import org.stylize.proto.Lane;
import org.stylize.proto.RecipeChoice;
import org.stylize.proto.StylizationJob;
import org.stylize.proto.Tenant;
import org.stylize.proto.Topics;
import org.stylize.systemtests.JobRecords;

/** Submits jobs over Kafka, as another service does, and remembers them. A job has a step for each part of its service time. */
final class Orders implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;
    private final JobCodec codec = new JobCodec("/crowd");
    private final Duration step;
    private final Map<JobId, Order> all = new HashMap<>();

    /** One job, and how long it takes. */
    record Order(JobId id, String tenant, Lane lane, Duration time) {}

    Orders(String bootstrapServers, Duration step) {
        this.step = step;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "compression.type", "lz4", "linger.ms", 5),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Returns when the broker has so many jobs more. */
    List<Order> submit(String tenant, Lane lane, int count, ServiceTimes times) {
        List<Order> submitted = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            submitted.add(submit(tenant, lane, times.next()));
        }
        producer.flush();
        return submitted;
    }

    private Order submit(String tenant, Lane lane, Duration time) {
        Order order = new Order(JobId.random(), tenant, lane, time);
        long steps = Math.max(1, Math.round((double) time.toNanos() / step.toNanos()));
        String prefix = new Tenant(tenant).keyPrefix();
        StylizationJob job = StylizationJob.of(
                        order.id(),
                        JobPictures.of(
                                new ImageRef("stylize", prefix + "photo.jpg"),
                                List.of(new ImageRef("stylize", prefix + "painting.jpg"))),
                        new RecipeChoice.Preset("d2l", "{\"steps\":" + steps + ",\"longSidePixels\":32}"),
                        Clock.systemUTC().instant(),
                        null)
                .withTenant(new Tenant(tenant))
                .withTerms(JobTerms.in(lane));
        Future<RecordMetadata> unused = producer.send(
                JobRecords.of(Topics.SUBMISSIONS, null, codec.encodeSubmission(job))); // flush waits for it
        all.put(order.id(), order);
        return order;
    }

    /** Those that are so. */
    List<JobId> ids(Predicate<Order> which) {
        return all.values().stream().filter(which).map(Order::id).toList();
    }

    Order of(JobId id) {
        Order order = all.get(id);
        if (order == null) {
            throw new IllegalArgumentException("nobody submitted " + id);
        }
        return order;
    }

    @Override
    public void close() {
        producer.close();
    }
}
