package org.stylize.gateway.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.gateway.view.LetterEntry;
import org.stylize.gateway.view.LetterId;
import org.stylize.gateway.view.LetterViews;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobCodec;
import org.stylize.proto.Topics;
import org.stylize.proto.UndecodableException;
import org.stylize.service.KafkaRecords;
import org.stylize.service.KafkaSettings;

/**
 * Keeps the {@link LetterViews} equal to the end of {@code stylize.dead-letters}: reads the latest letters of each
 * partition, then follows. Letters that the broker deletes, by age or because they are purged, go from the view too.
 *
 * <p>One thread of its own, {@code letter-reader}. {@link #start()} and {@link #close()} are for its owner.
 */
public final class KafkaDeadLetters implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaDeadLetters.class);
    private static final Duration POLL = Duration.ofMillis(500);
    /** How often the first offsets of the topic are asked for, in nanoseconds. */
    private static final long LOOK = TimeUnit.SECONDS.toNanos(5);

    private final LetterViews views;
    private final JobCodec codec;
    private final TopicReader reader;

    public KafkaDeadLetters(KafkaSettings kafka, LetterViews views, JobCodec codec) {
        requireNonNull(kafka, "kafka is null");
        this.views = requireNonNull(views, "views is null");
        this.codec = requireNonNull(codec, "codec is null");
        this.reader = new TopicReader(
                "letter-reader",
                () -> CommittedRecords.consumer(kafka, CommittedRecords.USUAL_POLL),
                this::follow,
                e -> LOG.warn("The list of dead letters lost its topic and reads it again: {}", e.getMessage()));
    }

    public void start() {
        reader.start();
    }

    @Override
    public void close() {
        reader.close();
    }

    private void follow(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = CommittedRecords.partitions(consumer, Topics.DEAD_LETTERS);
        consumer.assign(partitions);
        Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
        consumer.endOffsets(partitions)
                .forEach((partition, end) ->
                        consumer.seek(partition, Math.max(starts.getOrDefault(partition, 0L), end - views.most())));
        long looked = System.nanoTime();
        while (!partitions.isEmpty() && reader.isOpen()) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                apply(record);
            }
            if (System.nanoTime() - looked > LOOK) {
                consumer.beginningOffsets(partitions)
                        .forEach((partition, start) -> views.removeBefore(partition.partition(), start));
                looked = System.nanoTime();
            }
        }
    }

    private void apply(ConsumerRecord<String, byte[]> record) {
        LetterId id = new LetterId(record.partition(), record.offset());
        if (record.value() == null) {
            LetterId.parse(String.valueOf(record.key())).ifPresent(views::remove);
            return;
        }
        try {
            views.put(LetterEntry.of(
                    id, codec.decodeDeadLetter(KafkaRecords.received(record.key(), record.value(), record.headers()))));
        } catch (UndecodableException | InvalidJobException e) {
            LOG.warn("Record {} of {} is no dead letter: {}", id, Topics.DEAD_LETTERS, e.getMessage());
        }
    }
}
