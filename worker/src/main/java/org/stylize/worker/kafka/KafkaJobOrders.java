package org.stylize.worker.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.base.BackOff;
import org.stylize.base.Stop;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobControl;
import org.stylize.proto.JobId;
import org.stylize.proto.Topics;
import org.stylize.service.KafkaSettings;
import org.stylize.worker.job.JobOrders;

/**
 * Reads {@link Topics#CONTROL} from its beginning, all partitions, without a group, on the thread {@code job-control}. No
 * exception ends that thread: it waits and starts again.
 */
public final class KafkaJobOrders implements JobOrders, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaJobOrders.class);
    private static final Duration POLL = Duration.ofMillis(200);
    /** Longest time that the broker keeps a question open while there are no orders: else each worker asks it twice a second. */
    private static final Duration LONGEST_FETCH = Duration.ofSeconds(5);

    private static final Duration LOOK_FOR_PARTITIONS_EVERY = Duration.ofMinutes(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
    private static final BackOff AFTER_A_FAULT = new BackOff(Duration.ofMillis(500), Duration.ofSeconds(10));
    /** More than a day of orders; some megabytes. */
    private static final int MOST_REMEMBERED = 100_000;

    private final KafkaSettings kafka;
    private final JobCodec codec;
    private final RecentSet<JobId> ended = new RecentSet<>(MOST_REMEMBERED);
    private final RecentSet<JobId> finishing = new RecentSet<>(MOST_REMEMBERED);
    private final RecentSet<String> superseded = new RecentSet<>(MOST_REMEMBERED);
    private final Stop stop = new Stop();
    private final Thread thread = new Thread(this::work, "job-control");
    private volatile boolean current; // written by job-control, read by any thread

    public KafkaJobOrders(KafkaSettings kafka, JobCodec codec) {
        this.kafka = requireNonNull(kafka, "kafka is null").named("control");
        this.codec = requireNonNull(codec, "codec is null");
        thread.setDaemon(true);
    }

    /** Starts the thread. */
    public void start() {
        thread.start();
    }

    /** True while everything that was written is read, as far as this worker knows. For any thread. */
    public boolean isCurrent() {
        return current;
    }

    @Override
    public boolean isEnded(JobId job) {
        return ended.contains(job);
    }

    @Override
    public boolean isFinishWanted(JobId job) {
        return finishing.contains(job);
    }

    @Override
    public boolean isSuperseded(String attemptId) {
        return superseded.contains(attemptId);
    }

    /** Ends the thread, and waits a few seconds for that. */
    @Override
    public void close() {
        stop.request();
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        BackOff.Waits waits = AFTER_A_FAULT.waits();
        while (!stop.isRequested()) {
            @Nullable Consumer<byte[], byte[]> consumer = null;
            try {
                consumer = consumer();
                follow(consumer, waits);
            } catch (InterruptException e) { // has set the flag again
                return;
            } catch (RuntimeException e) { // whatever it is: without orders, cancelled jobs would run to their end
                LOG.warn("cannot read {} for now: {}", Topics.CONTROL, e.toString());
                if (!stop.pause(waits.next())) {
                    return;
                }
            } finally {
                current = false;
                close(consumer);
            }
        }
    }

    /** Until the thread is to stop, or there are other partitions than before. */
    private void follow(Consumer<byte[], byte[]> consumer, BackOff.Waits waits) {
        List<TopicPartition> partitions = partitions(consumer);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        long looked = System.nanoTime();
        while (!stop.isRequested()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                obey(record);
            }
            waits.reset();
            current = current
                    || ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            if (System.nanoTime() - looked > LOOK_FOR_PARTITIONS_EVERY.toNanos()) {
                looked = System.nanoTime();
                if (!partitions(consumer).equals(partitions)) {
                    return;
                }
            }
        }
    }

    private static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.CONTROL).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .sorted(Comparator.comparingInt(TopicPartition::partition))
                .toList();
        if (partitions.isEmpty()) {
            throw new IllegalStateException("there is no topic " + Topics.CONTROL);
        }
        return partitions;
    }

    private void obey(ConsumerRecord<byte[], byte[]> record) {
        JobControl order;
        try {
            order = codec.decodeControl(ReceivedRecord.of(record));
        } catch (RuntimeException e) { // whatever a decoder may throw at bytes that anybody can write
            LOG.warn(
                    "the record {}-{}@{} is no order and is ignored: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.toString());
            return;
        }
        remember(order);
    }

    private void remember(JobControl order) {
        boolean isNew = order.match(new JobControl.Cases<Boolean>() {
            @Override
            public Boolean cancel(JobControl.Cancel cancel) {
                return ended.add(cancel.id());
            }

            @Override
            public Boolean finish(JobControl.Finish finish) {
                return finishing.add(finish.id());
            }

            @Override
            public Boolean supersede(JobControl.Supersede supersede) {
                return superseded.add(supersede.attemptId());
            }
        });
        LOG.debug("order {}, {}", order, isNew ? "new" : "known");
    }

    private Consumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                kafka.client(
                        KafkaSettings.Client.CONSUMER,
                        Map.of(
                                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                                (int) LONGEST_FETCH.toMillis(),
                                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                                "read_committed",
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "earliest",
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static void close(@Nullable Consumer<byte[], byte[]> consumer) {
        if (consumer != null) {
            try {
                consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
            } catch (RuntimeException e) {
                LOG.debug("a consumer could not be closed in order", e);
            }
        }
    }
}
