package org.stylize.gateway.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.gateway.view.JobViews;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobId;
import org.stylize.proto.Topics;
import org.stylize.proto.UndecodableException;
import org.stylize.service.KafkaRecords;
import org.stylize.service.KafkaSettings;

/**
 * Keeps the {@link JobViews} equal to {@code stylize.jobs}: reads the whole topic from its beginning, then follows it.
 * After a failure it begins again; records that are known already change nothing.
 *
 * <p>One thread of its own, {@code view-reader}. {@link #start()} and {@link #close()} are for its owner.
 */
public final class KafkaJobViews implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaJobViews.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** How often the end of the topic is asked for. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final KafkaSettings kafka;
    private final JobViews views;
    private final JobCodec codec;
    private final Clock clock;
    private final Thread reader = new Thread(this::read, "view-reader");
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicReference<@Nullable Instant> readUntil = new AtomicReference<>();
    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();

    /**
     * Where the view has to be to have read everything that was written before a time.
     *
     * @param at the time
     */
    private record Goal(Instant at, Map<TopicPartition, Long> ends) {}

    public KafkaJobViews(KafkaSettings kafka, JobViews views, JobCodec codec, Clock clock) {
        this.kafka = requireNonNull(kafka, "kafka is null");
        this.views = requireNonNull(views, "views is null");
        this.codec = requireNonNull(codec, "codec is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    public void start() {
        reader.start();
    }

    /** Whether everything that was in the topic at the start has been read. */
    public boolean isCaughtUp() {
        return readUntil.get() != null;
    }

    /** Everything that the ledger had committed before that time has been read; empty until all was read once. */
    public Optional<Instant> readUntil() {
        return Optional.ofNullable(readUntil.get());
    }

    /** Whether each job of the topic could be read. One that a later release wrote, for example, may not be. */
    public boolean isWhole() {
        return unreadable.isEmpty();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            reader.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try {
            while (isOpen()) {
                try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(config())) {
                    follow(consumer);
                } catch (KafkaException e) {
                    LOG.warn(
                            "The view of the jobs lost its topic and reads it again from the beginning: {}",
                            e.getMessage());
                }
                closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.JOBS).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            LOG.warn("The view of the jobs waits for the topic {}", Topics.JOBS);
            return;
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Goal goal = goal(consumer, partitions);
        while (isOpen()) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                apply(record);
            }
            if (isReached(consumer, goal)) {
                if (readUntil.getAndSet(goal.at()) == null) {
                    LOG.info("The view of the jobs has caught up");
                }
                if (!clock.instant().isBefore(goal.at().plus(LOOK))) {
                    goal = goal(consumer, partitions);
                }
            }
        }
    }

    private Goal goal(KafkaConsumer<?, ?> consumer, List<TopicPartition> partitions) {
        return new Goal(clock.instant(), consumer.endOffsets(partitions));
    }

    private static boolean isReached(KafkaConsumer<?, ?> consumer, Goal goal) {
        return goal.ends().entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private void apply(ConsumerRecord<String, byte[]> record) {
        String key = String.valueOf(record.key());
        try {
            unreadable.remove(key);
            if (record.value() == null) {
                views.remove(JobId.parse(key));
            } else {
                views.put(codec.decodeJob(KafkaRecords.received(record.key(), record.value(), record.headers())));
            }
        } catch (UndecodableException | InvalidJobException e) {
            if (record.value() != null) {
                unreadable.add(key);
            }
            LOG.warn("A record of {} cannot be read: {}", Topics.JOBS, e.getMessage());
        }
    }

    private boolean isOpen() {
        return closed.getCount() > 0;
    }

    private Map<String, Object> config() {
        return kafka.client(
                KafkaSettings.Client.CONSUMER,
                Map.of(
                        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                        StringDeserializer.class,
                        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                        ByteArrayDeserializer.class,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        5_000,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        5_000,
                        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        4_000));
    }
}
