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
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
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
    private static final int MOST_OF_A_POLL = 5_000;
    /** How often the end of the topic is asked for. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final JobViews views;
    private final JobCodec codec;
    private final Clock clock;
    private final TopicReader reader;
    private final AtomicReference<@Nullable Instant> readUntil = new AtomicReference<>();
    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();

    /**
     * Where the view has to be to have read everything that was written before a time.
     *
     * @param at the time
     */
    private record Goal(Instant at, Map<TopicPartition, Long> ends) {}

    public KafkaJobViews(KafkaSettings kafka, JobViews views, JobCodec codec, Clock clock) {
        requireNonNull(kafka, "kafka is null");
        this.views = requireNonNull(views, "views is null");
        this.codec = requireNonNull(codec, "codec is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.reader = new TopicReader(
                "view-reader",
                () -> CommittedRecords.consumer(kafka, MOST_OF_A_POLL),
                this::follow,
                e -> LOG.warn(
                        "The view of the jobs lost its topic and reads it again from the beginning: {}",
                        e.getMessage()));
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
        reader.close();
    }

    private void follow(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = CommittedRecords.partitions(consumer, Topics.JOBS);
        if (partitions.isEmpty()) {
            LOG.warn("The view of the jobs waits for the topic {}", Topics.JOBS);
            return;
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Goal goal = goal(consumer, partitions);
        while (reader.isOpen()) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                apply(record);
            }
            if (CommittedRecords.isReadTo(goal.ends(), consumer)) {
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
}
