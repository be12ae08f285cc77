package org.stylize.gateway.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.webhook.KeptEvent;
import org.stylize.gateway.webhook.PastEvents;
import org.stylize.gateway.webhook.WebhooksUnavailableException;
import org.stylize.proto.JobCodec;
import org.stylize.proto.Topics;
import org.stylize.service.KafkaSettings;

/**
 * Reads single events of {@code stylize.events} by their offset, and all since a time. The latest ones are remembered. For
 * any thread; those that ask for an event which is not remembered wait for each other.
 */
public final class KafkaPastEvents implements PastEvents, AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration LONGEST_READ = Duration.ofSeconds(10);
    private static final int MOST_OF_A_LOOK = 50;
    /** Most of what a fetch brings is thrown away. */
    private static final Map<String, Object> LOOK = withSmallFetches();

    private static final int REMEMBERED = 2_000;

    private final KafkaSettings kafka;
    private final JobCodec codec;
    private final Recent recent = new Recent();
    private final Object lock = new Object();
    /** Guarded by the lock; null until somebody asks, and after a failure. */
    private @Nullable KafkaConsumer<String, byte[]> consumer;

    /** Where an event is. */
    private record Place(int partition, long offset) {}

    /** The latest events. For any thread; guarded by its own lock. */
    private static final class Recent {
        private final Map<Place, KeptEvent> events = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Place, KeptEvent> eldest) {
                return size() > REMEMBERED;
            }
        };

        synchronized void add(KeptEvent event) {
            events.put(new Place(event.partition(), event.offset()), event);
        }

        synchronized @Nullable KeptEvent find(Place place) {
            return events.get(place);
        }
    }

    public KafkaPastEvents(KafkaSettings kafka, JobCodec codec) {
        this.kafka = requireNonNull(kafka, "kafka is null");
        this.codec = requireNonNull(codec, "codec is null");
    }

    private static Map<String, Object> withSmallFetches() {
        Map<String, Object> settings = new HashMap<>(CommittedRecords.QUICK);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 64 << 10);
        return Map.copyOf(settings);
    }

    /** Somebody will soon ask for that event. */
    void remember(KeptEvent event) {
        recent.add(event);
    }

    @Override
    public Optional<KeptEvent> find(int partition, long offset) {
        Place place = new Place(partition, offset);
        KeptEvent known = recent.find(place);
        if (known != null) {
            return Optional.of(known);
        }
        synchronized (lock) {
            try {
                return look(place);
            } catch (KafkaException | IllegalStateException e) {
                close();
                throw new WebhooksUnavailableException("Kafka does not give the event: " + e.getMessage(), e);
            }
        }
    }

    private Optional<KeptEvent> look(Place place) {
        KafkaConsumer<String, byte[]> reader = consumer;
        if (reader == null) {
            reader = CommittedRecords.consumer(kafka, MOST_OF_A_LOOK, LOOK);
            consumer = reader;
        }
        TopicPartition partition = new TopicPartition(Topics.EVENTS, place.partition());
        reader.assign(List.of(partition));
        reader.seek(partition, place.offset());
        long end = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() < end) {
            for (ConsumerRecord<String, byte[]> record : reader.poll(POLL)) {
                EventRecords.read(record, codec).ifPresent(recent::add);
            }
            if (reader.position(partition) > place.offset()) {
                return Optional.ofNullable(recent.find(place));
            }
        }
        throw new WebhooksUnavailableException("Kafka did not give the event within " + LONGEST, null);
    }

    @Override
    public @Nullable Instant readSince(Instant since, Predicate<KeptEvent> reading) {
        try (KafkaConsumer<String, byte[]> all = CommittedRecords.consumer(kafka, CommittedRecords.USUAL_POLL)) {
            List<TopicPartition> partitions = CommittedRecords.partitions(all, Topics.EVENTS);
            all.assign(partitions);
            Map<TopicPartition, Long> ends = all.endOffsets(partitions);
            seek(all, partitions, since);
            Map<TopicPartition, Instant> readTo = new HashMap<>();
            partitions.forEach(partition -> readTo.put(partition, since));
            boolean isEnough = false;
            long end = System.nanoTime() + LONGEST_READ.toNanos();
            while (!CommittedRecords.isReadTo(ends, all) && !isEnough && System.nanoTime() < end) {
                for (ConsumerRecord<String, byte[]> record : all.poll(POLL)) {
                    if (isEnough) {
                        continue; // its partition is read no further
                    }
                    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                    readTo.put(partition, Instant.ofEpochMilli(record.timestamp()));
                    isEnough =
                            !EventRecords.read(record, codec).map(reading::test).orElse(true);
                }
            }
            boolean isAll = !isEnough && CommittedRecords.isReadTo(ends, all);
            return isAll
                    ? null
                    : readTo.values().stream().min(Instant::compareTo).orElse(null);
        } catch (KafkaException e) {
            throw new WebhooksUnavailableException("Kafka does not give the events: " + e.getMessage(), e);
        }
    }

    private static void seek(KafkaConsumer<?, ?> consumer, List<TopicPartition> partitions, Instant since) {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, since.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> offsets = consumer.offsetsForTimes(times);
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp first = offsets.get(partition);
            if (first == null) {
                consumer.seekToEnd(List.of(partition));
            } else {
                consumer.seek(partition, first.offset());
            }
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            if (consumer != null) {
                consumer.close();
                consumer = null;
            }
        }
    }
}
