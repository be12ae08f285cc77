package org.stylize.gateway.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.UndecodableException;
import org.stylize.service.KafkaSettings;

/**
 * Reads a whole topic, then follows it. After a failure it begins again. One thread of its own; {@link #start()} and
 * {@link #close()} are for its owner.
 */
final class WholeTopic implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WholeTopic.class);
    private static final Duration POLL = Duration.ofMillis(250);

    private final String topic;
    private final String what;
    private final Consumer<ConsumerRecord<String, byte[]>> reading;
    private final Runnable whenCaughtUp;
    private final TopicReader reader;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    /** The offset of each partition up to which all was read at least once. */
    private final Map<TopicPartition, Long> readTo = new ConcurrentHashMap<>();

    /**
     * Creates it.
     *
     * @param what the records are of, for the log
     * @param thread name of the thread
     * @param reading takes each record, on that thread; may throw {@link UndecodableException} or
     *     {@link InvalidJobException}
     * @param whenCaughtUp is told once, on that thread, that everything has been read that was there at the start
     */
    WholeTopic(
            KafkaSettings kafka,
            String topic,
            String what,
            String thread,
            Consumer<ConsumerRecord<String, byte[]>> reading,
            Runnable whenCaughtUp) {
        requireNonNull(kafka, "kafka is null");
        this.topic = requireNonNull(topic, "topic is null");
        this.what = requireNonNull(what, "what is null");
        this.reading = requireNonNull(reading, "reading is null");
        this.whenCaughtUp = requireNonNull(whenCaughtUp, "whenCaughtUp is null");
        this.reader = new TopicReader(
                thread,
                () -> CommittedRecords.consumer(kafka, CommittedRecords.USUAL_POLL),
                this::follow,
                e -> LOG.warn("{} lost their topic and are read again: {}", what, e.getMessage()));
    }

    void start() {
        reader.start();
    }

    /** Whether everything that was in the topic at the start has been read. Any thread. */
    boolean isCaughtUp() {
        return caughtUp.getCount() == 0;
    }

    /** Whether everything before these offsets has been read. Any thread. */
    boolean isReadTo(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> readTo.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    @Override
    public void close() {
        reader.close();
    }

    private void follow(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = CommittedRecords.partitions(consumer, topic);
        if (partitions.isEmpty()) {
            LOG.warn("{} wait for the topic {}", what, topic);
            return;
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (reader.isOpen()) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                read(record);
            }
            partitions.forEach(partition -> readTo.merge(partition, consumer.position(partition), Long::max));
            if (!isCaughtUp() && CommittedRecords.isReadTo(ends, consumer)) {
                whenCaughtUp.run();
                caughtUp.countDown();
            }
        }
    }

    private void read(ConsumerRecord<String, byte[]> record) {
        try {
            reading.accept(record);
        } catch (UndecodableException | InvalidJobException e) {
            LOG.warn("Record {} of {} cannot be read: {}", record.offset(), topic, e.getMessage());
        }
    }
}
