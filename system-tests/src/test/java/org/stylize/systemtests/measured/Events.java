package org.stylize.systemtests.measured;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.Topics;
import org.stylize.systemtests.JobRecords;

/** The durable events of all jobs, as another service reads them. Has the thread {@code events}. */
final class Events implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofMinutes(30);

    private final KafkaConsumer<String, byte[]> consumer;
    private final JobCodec codec = new JobCodec("/measured");
    private final Map<JobId, List<JobEvent>> lives = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::read, "events");

    Events(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        "read_committed",
                        "fetch.max.wait.ms",
                        20,
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(consumer.partitionsFor(Topics.EVENTS).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList());
        thread.start();
    }

    /** Events of the job so far, in their order. */
    List<JobEvent> of(JobId id) {
        return List.copyOf(lives.getOrDefault(id, List.of()));
    }

    /** Waits for an event of the job, and returns the first that there is. */
    JobEvent next(JobId id, Predicate<JobEvent> wanted) {
        return await().atMost(DEADLINE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> of(id).stream().filter(wanted).findFirst(), found -> found.isPresent())
                .orElseThrow();
    }

    /** Waits until each of the jobs has an event of that kind, and returns the time of the last. */
    Instant last(List<JobId> ids, Predicate<JobEvent> wanted) {
        await().atMost(DEADLINE).pollInterval(Duration.ofMillis(500)).until(() -> ids.stream()
                .allMatch(id -> of(id).stream().anyMatch(wanted)));
        return ids.stream()
                .map(id ->
                        of(id).stream().filter(wanted).findFirst().orElseThrow().at())
                .max(Instant::compareTo)
                .orElseThrow();
    }

    private void read() {
        try (consumer) {
            while (true) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    JobEvent event = codec.decodeEvent(JobRecords.received(record));
                    lives.computeIfAbsent(event.id(), id -> new CopyOnWriteArrayList<>())
                            .add(event);
                }
            }
        } catch (WakeupException e) {
            // closed
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
