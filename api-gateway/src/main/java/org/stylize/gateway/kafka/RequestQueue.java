package org.stylize.gateway.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
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
import java.util.stream.Collectors;
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
 * The lag of the workers' share group. The thread {@code queue-watch} asks the broker for it at intervals.
 */
public final class RequestQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RequestQueue.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final long UNKNOWN = -1;

    private final KafkaSettings kafka;
    private final Duration every;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "queue-watch"));
    private final AtomicLong lag = new AtomicLong(UNKNOWN);
    // Touched by the thread above only.
    private @Nullable Admin admin;

    /**
     * Creates the watch; {@link #start()} starts it.
     *
     * @param every time between two looks
     */
    public RequestQueue(KafkaSettings kafka, Duration every) {
        this.kafka = requireNonNull(kafka, "kafka is null");
        this.every = requireNonNull(every, "every is null");
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
            lag.set(lag(admin));
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

    private static long lag(Admin admin) throws ExecutionException, InterruptedException {
        TopicDescription topic = requireNonNull(admin.describeTopics(List.of(Topics.REQUESTS))
                .allTopicNames()
                .get()
                .get(Topics.REQUESTS));
        Map<TopicPartition, OffsetSpec> partitions = topic.partitions().stream()
                .map(partition -> new TopicPartition(Topics.REQUESTS, partition.partition()))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        var ends = admin.listOffsets(partitions).all();
        var starts = admin.listOffsets(earliest(partitions)).all();
        Map<TopicPartition, SharePartitionOffsetInfo> group = offsetsOfGroup(admin);
        long sum = 0;
        for (TopicPartition partition : partitions.keySet()) {
            long start = requireNonNull(starts.get().get(partition)).offset();
            long end = requireNonNull(ends.get().get(partition)).offset();
            // A group that was never used has no offsets; the whole topic is its lag.
            sum += Optional.ofNullable(group.get(partition))
                    .map(info -> info.lag().orElse(end - Math.max(start, info.startOffset())))
                    .orElse(end - start);
        }
        return sum;
    }

    private static Map<TopicPartition, SharePartitionOffsetInfo> offsetsOfGroup(Admin admin)
            throws ExecutionException, InterruptedException {
        try {
            return admin.listShareGroupOffsets(Map.of(Topics.WORKER_GROUP, new ListShareGroupOffsetsSpec()))
                    .partitionsToOffsetInfo(Topics.WORKER_GROUP)
                    .get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return Map.of(); // no worker has been here yet
            }
            throw e;
        }
    }

    private static Map<TopicPartition, OffsetSpec> earliest(Map<TopicPartition, OffsetSpec> partitions) {
        Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
        partitions.keySet().forEach(partition -> specs.put(partition, OffsetSpec.earliest()));
        return specs;
    }
}
