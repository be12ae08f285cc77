package org.stylize.systemtests.scaling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobEvent;
import org.stylize.proto.JobId;
import org.stylize.proto.Topics;
import org.stylize.systemtests.JobRecords;

/** The events of all jobs, and when workers were asked for them. Has the thread {@code lives}. */
final class Lives implements AutoCloseable {
    private final KafkaConsumer<String, byte[]> consumer;
    private final JobCodec codec = new JobCodec("/crowd");
    private final Map<JobId, List<JobEvent>> events = new ConcurrentHashMap<>();
    private final Map<JobId, Instant> asked = new ConcurrentHashMap<>();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong lastRequest = new AtomicLong(-1);
    private final Thread thread = new Thread(this::read, "lives");

    /**
     * A worker has a job.
     *
     * @param until null as long as it has
     */
    record Hold(JobId job, String worker, Instant from, Optional<Instant> until) {
        boolean isAt(Instant time) {
            return from.isBefore(time) && until.map(end -> end.isAfter(time)).orElse(true);
        }

        Duration within(Instant begin, Instant end) {
            Instant first = from.isAfter(begin) ? from : begin;
            Instant last = until.filter(time -> time.isBefore(end)).orElse(end);
            return last.isAfter(first) ? Duration.between(first, last) : Duration.ZERO;
        }
    }

    Lives(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : List.of(Topics.EVENTS, Topics.REQUESTS)) {
            consumer.partitionsFor(topic)
                    .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
        }
        consumer.assign(partitions);
        thread.start();
    }

    /** Of a job, in their order. */
    List<JobEvent> of(JobId id) {
        return List.copyOf(events.getOrDefault(id, List.of()));
    }

    /** Offsets of the topic of requests for each of its records: also the markers of transactions have one. */
    double offsetsOfARequest() {
        return (lastRequest.get() + 1.0) / requests.get();
    }

    /** How many of the jobs have ended. */
    long ended(Collection<JobId> ids) {
        return ids.stream()
                .filter(id -> of(id).stream().anyMatch(JobEvent::isTerminal))
                .count();
    }

    /** How many of the jobs have begun. */
    long begun(Collection<JobId> ids) {
        return ids.stream()
                .filter(id -> of(id).stream().anyMatch(JobEvent.Started.class::isInstance))
                .count();
    }

    /** From the report that made room for the job to its start, of the jobs that began in that time. */
    List<Duration> askedToStarted(Collection<JobId> ids, Instant begin, Instant end) {
        List<Duration> waits = new ArrayList<>();
        for (JobId id : ids) {
            started(id).ifPresent(start -> {
                Instant from = asked.get(id);
                if (from != null && !start.isBefore(begin) && start.isBefore(end)) {
                    waits.add(Duration.between(from, start));
                }
            });
        }
        return waits;
    }

    /** When the job began first. */
    Optional<Instant> started(JobId id) {
        return of(id).stream()
                .filter(JobEvent.Started.class::isInstance)
                .map(JobEvent::at)
                .findFirst();
    }

    /** Who had which of the jobs when. */
    List<Hold> holds(Collection<JobId> ids) {
        List<Hold> all = new ArrayList<>();
        for (JobId id : ids) {
            JobEvent.Started open = null;
            for (JobEvent event : of(id)) {
                if (open != null && !(event instanceof JobEvent.Checkpointed)) {
                    all.add(new Hold(id, open.attempt().worker(), open.at(), Optional.of(event.at())));
                    open = null;
                }
                if (event instanceof JobEvent.Started started) {
                    open = started;
                }
            }
            if (open != null) {
                all.add(new Hold(id, open.attempt().worker(), open.at(), Optional.empty()));
            }
        }
        return all;
    }

    /** From the end of a worker's job to the begin of its next, where both are in that time. */
    static List<Duration> gaps(List<Hold> holds, Instant begin, Instant end) {
        Map<String, List<Hold>> byWorker = new HashMap<>();
        holds.forEach(hold -> byWorker.computeIfAbsent(hold.worker(), worker -> new ArrayList<>())
                .add(hold));
        List<Duration> gaps = new ArrayList<>();
        for (List<Hold> own : byWorker.values()) {
            own.sort((one, other) -> one.from().compareTo(other.from()));
            for (int i = 1; i < own.size(); i++) {
                Optional<Instant> before = own.get(i - 1).until();
                Instant next = own.get(i).from();
                if (before.isPresent() && before.get().isAfter(begin) && next.isBefore(end)) {
                    gaps.add(Duration.between(before.get(), next));
                }
            }
        }
        return gaps;
    }

    private void read() {
        try (consumer) {
            while (true) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    keep(record);
                }
            }
        } catch (WakeupException e) {
            // closed
        }
    }

    private void keep(ConsumerRecord<String, byte[]> record) {
        if (record.topic().equals(Topics.REQUESTS)) {
            requests.incrementAndGet();
            lastRequest.set(record.offset());
            asked.putIfAbsent(JobId.parse(record.key()), Instant.ofEpochMilli(record.timestamp()));
        } else {
            JobEvent event = codec.decodeEvent(JobRecords.received(record));
            events.computeIfAbsent(event.id(), id -> new CopyOnWriteArrayList<>())
                    .add(event);
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
