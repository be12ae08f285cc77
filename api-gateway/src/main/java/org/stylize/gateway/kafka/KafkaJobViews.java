package org.stylize.gateway.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
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
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final KafkaSettings kafka;
    private final JobViews views;
    private final JobCodec codec;
    private final Thread reader = new Thread(this::read, "view-reader");
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicBoolean caughtUp = new AtomicBoolean();

    public KafkaJobViews(KafkaSettings kafka, JobViews views, JobCodec codec) {
        this.kafka = requireNonNull(kafka, "kafka is null");
        this.views = requireNonNull(views, "views is null");
        this.codec = requireNonNull(codec, "codec is null");
    }

    public void start() {
        reader.start();
    }

    /** Whether everything that was in the topic at the start has been read. */
    public boolean isCaughtUp() {
        return caughtUp.get();
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
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (isOpen()) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                apply(record);
            }
            if (!caughtUp.get() && reached(consumer, ends)) {
                caughtUp.set(true);
                LOG.info("The view of the jobs has caught up");
            }
        }
    }

    private static boolean reached(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private void apply(ConsumerRecord<String, byte[]> record) {
        try {
            if (record.value() == null) {
                views.remove(JobId.parse(record.key()));
            } else {
                views.put(codec.decodeJob(KafkaRecords.received(record.key(), record.value(), record.headers())));
            }
        } catch (UndecodableException | InvalidJobException e) {
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
