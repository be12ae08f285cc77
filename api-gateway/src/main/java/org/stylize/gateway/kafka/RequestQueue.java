package org.stylize.gateway.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.proto.Topics;
import org.stylize.service.KafkaSettings;

/**
 * Watches, from outside, how far the workers and the ledger are: asks the broker at intervals, on the thread {@code
 * queue-watch}, for the offsets of the workers' share group and of the ledger's group.
 */
public final class RequestQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RequestQueue.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final long UNKNOWN = -1;
    private static final List<String> WATCHED = List.of(Topics.SUBMISSIONS, Topics.REPORTS, Topics.REQUESTS);

    private final KafkaSettings kafka;
    private final String ledgerGroup;
    private final Duration every;
    private final Clock clock;
    private final Consumer<QueueLook> watcher;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "queue-watch"));
    private final AtomicLong lag = new AtomicLong(UNKNOWN);
    // Touched by the thread above only.
    private @Nullable Admin admin;

    /**
     * Creates the watch; {@link #start()} starts it.
     *
     * @param ledgerGroup the ledger's group, which is its application id
     * @param every time between two looks
     * @param watcher is told what each look saw, on the thread {@code queue-watch}
     */
    public RequestQueue(
            KafkaSettings kafka, String ledgerGroup, Duration every, Clock clock, Consumer<QueueLook> watcher) {
        this.kafka = requireNonNull(kafka, "kafka is null");
        this.ledgerGroup = requireNonNull(ledgerGroup, "ledgerGroup is null");
        this.every = requireNonNull(every, "every is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.watcher = requireNonNull(watcher, "watcher is null");
    }

    public void start() {
        ScheduledFuture<?> unused =
                thread.scheduleWithFixedDelay(this::look, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Offsets of {@code stylize.requests} that are not settled: requests that wait or run, and the transaction markers
     * between them. So the lag is 0 if there is nothing to do, and otherwise at most twice the number of requests.
     * Empty while the broker does not answer.
     */
    public OptionalLong lag() {
        long latest = lag.get();
        return latest == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(latest);
    }

    @Override
    public void close() {
        thread.execute(() -> {
            if (admin != null) {
                admin.close(TIMEOUT);
            }
        });
        thread.shutdown();
        try {
            if (!thread.awaitTermination(2 * TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            if (admin == null) {
                admin = Admin.create(kafka.client(
                        KafkaSettings.Client.ADMIN,
                        Map.of(
                                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                (int) TIMEOUT.toMillis(),
                                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                (int) TIMEOUT.toMillis())));
            }
            look(admin);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | RuntimeException e) {
            if (lag.getAndSet(UNKNOWN) != UNKNOWN) {
                LOG.warn("The queue's lag cannot be read: {}", e.getMessage());
            } else {
                LOG.debug("The queue's lag cannot be read", e);
            }
        }
    }

    private void look(Admin broker) throws ExecutionException, InterruptedException {
        Instant at = clock.instant();
        Map<TopicPartition, Long> ends = offsets(broker, OffsetSpec.latest());
        Map<TopicPartition, Long> starts = offsets(broker, OffsetSpec.earliest());
        Map<TopicPartition, SharePartitionOffsetInfo> group = offsetsOfGroup(broker);
        Map<TopicPartition, Long> read = offsetsOfLedger(broker);
        lag.set(lag(ends, starts, group));
        Map<Integer, Long> groupStarts = new HashMap<>();
        group.forEach((partition, info) -> groupStarts.put(partition.partition(), info.startOffset()));
        watcher.accept(new QueueLook(
                at,
                of(Topics.REQUESTS, ends),
                groupStarts,
                of(Topics.REPORTS, ends),
                of(Topics.REPORTS, read),
                inputs(ends),
                inputs(read),
                workers(broker)));
    }

    private static long lag(
            Map<TopicPartition, Long> ends,
            Map<TopicPartition, Long> starts,
            Map<TopicPartition, SharePartitionOffsetInfo> group) {
        long sum = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            TopicPartition partition = end.getKey();
            if (partition.topic().equals(Topics.REQUESTS)) {
                long start = starts.getOrDefault(partition, 0L);
                // A group that was never used has no offsets; the whole topic is its lag.
                sum += Optional.ofNullable(group.get(partition))
                        .map(info -> info.lag().orElse(end.getValue() - Math.max(start, info.startOffset())))
                        .orElse(end.getValue() - start);
            }
        }
        return sum;
    }

    /** Of the topics that the ledger or the workers read. */
    private static Map<TopicPartition, Long> offsets(Admin broker, OffsetSpec which)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        for (TopicDescription topic :
                broker.describeTopics(WATCHED).allTopicNames().get().values()) {
            topic.partitions()
                    .forEach(partition ->
                            partitions.put(new TopicPartition(topic.name(), partition.partition()), which));
        }
        Map<TopicPartition, Long> offsets = new HashMap<>();
        broker.listOffsets(partitions)
                .all()
                .get()
                .forEach((partition, offset) -> offsets.put(partition, offset.offset()));
        return offsets;
    }

    private Map<TopicPartition, Long> offsetsOfLedger(Admin broker) throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        broker.listConsumerGroupOffsets(ledgerGroup)
                .partitionsToOffsetAndMetadata()
                .get()
                .forEach((partition, offset) -> {
                    if (offset != null) {
                        offsets.put(partition, offset.offset());
                    }
                });
        return offsets;
    }

    private static Map<Integer, Long> of(String topic, Map<TopicPartition, Long> offsets) {
        Map<Integer, Long> found = new HashMap<>();
        offsets.forEach((partition, offset) -> {
            if (partition.topic().equals(topic)) {
                found.put(partition.partition(), offset);
            }
        });
        return found;
    }

    /** Of the topics that the ledger reads. */
    private static Map<String, Long> inputs(Map<TopicPartition, Long> offsets) {
        Map<String, Long> found = new HashMap<>();
        offsets.forEach((partition, offset) -> {
            if (partition.topic().equals(Topics.SUBMISSIONS)
                    || partition.topic().equals(Topics.REPORTS)) {
                found.put(partition.toString(), offset);
            }
        });
        return found;
    }

    /** Members of the workers' share group. */
    private static int workers(Admin broker) throws ExecutionException, InterruptedException {
        try {
            return requireNonNull(broker.describeShareGroups(List.of(Topics.WORKER_GROUP))
                            .describedGroups()
                            .get(Topics.WORKER_GROUP))
                    .get()
                    .members()
                    .size();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return 0; // no worker has been here yet
            }
            throw e;
        }
    }

    private static Map<TopicPartition, SharePartitionOffsetInfo> offsetsOfGroup(Admin admin)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, SharePartitionOffsetInfo> offsets = new HashMap<>();
        try {
            admin.listShareGroupOffsets(Map.of(Topics.WORKER_GROUP, new ListShareGroupOffsetsSpec()))
                    .partitionsToOffsetInfo(Topics.WORKER_GROUP)
                    .get()
                    .forEach((partition, info) -> {
                        if (info != null) { // null while workers have joined and none has settled anything
                            offsets.put(partition, info);
                        }
                    });
            return offsets;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return Map.of(); // no worker has been here yet
            }
            throw e;
        }
    }
}
