package org.stylize.gateway.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobCodec;
import org.stylize.proto.Topics;
import org.stylize.proto.UndecodableException;
import org.stylize.proto.Usage;
import org.stylize.service.KafkaRecords;
import org.stylize.service.KafkaSettings;

/**
 * Reads {@code stylize.usage} whole, then follows it. After a failure it begins again.
 *
 * <p>One thread of its own, {@code usage-reader}. {@link #start()} and {@link #close()} are for its owner.
 */
public final class KafkaUsage implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaUsage.class);
    private static final Duration POLL = Duration.ofMillis(250);

    private final Consumer<Usage> usages;
    private final Runnable whenCaughtUp;
    private final JobCodec codec;
    private final TopicReader reader;
    private final CountDownLatch caughtUp = new CountDownLatch(1);

    /**
     * Reads nothing yet.
     *
     * @param usages is given each record, on the reader's thread; the same one may come again
     * @param whenCaughtUp is told once that everything has been read that was in the topic at the start
     */
    public KafkaUsage(KafkaSettings kafka, Consumer<Usage> usages, Runnable whenCaughtUp, JobCodec codec) {
        requireNonNull(kafka, "kafka is null");
        this.usages = requireNonNull(usages, "usages is null");
        this.whenCaughtUp = requireNonNull(whenCaughtUp, "whenCaughtUp is null");
        this.codec = requireNonNull(codec, "codec is null");
        this.reader = new TopicReader(
                "usage-reader",
                () -> CommittedRecords.consumer(kafka, CommittedRecords.USUAL_POLL),
                this::follow,
                e -> LOG.warn("What tenants use lost its topic and is read again: {}", e.getMessage()));
    }

    public void start() {
        reader.start();
    }

    /** Whether everything that was in the topic at the start has been read. Any thread. */
    public boolean isCaughtUp() {
        return caughtUp.getCount() == 0;
    }

    @Override
    public void close() {
        reader.close();
    }

    private void follow(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = CommittedRecords.partitions(consumer, Topics.USAGE);
        if (partitions.isEmpty()) {
            LOG.warn("What tenants use waits for the topic {}", Topics.USAGE);
            return;
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (reader.isOpen()) {
            if (!isCaughtUp() && CommittedRecords.isReadTo(ends, consumer)) {
                whenCaughtUp.run();
                caughtUp.countDown();
            }
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                apply(record);
            }
        }
    }

    private void apply(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return; // nobody deletes them
        }
        try {
            usages.accept(codec.decodeUsage(KafkaRecords.received(record.key(), record.value(), record.headers())));
        } catch (UndecodableException | InvalidJobException e) {
            LOG.warn("Record {} of {} cannot be read: {}", record.offset(), Topics.USAGE, e.getMessage());
        }
    }
}
