package org.stylize.gateway.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.stylize.gateway.submission.LetterArchive;
import org.stylize.gateway.submission.UnavailableException;
import org.stylize.gateway.view.LetterId;
import org.stylize.gateway.view.LetterViews;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobCodec;
import org.stylize.proto.Received;
import org.stylize.proto.Topics;
import org.stylize.proto.UndecodableException;
import org.stylize.service.KafkaRecords;
import org.stylize.service.KafkaSettings;

/**
 * {@link LetterArchive} over {@code stylize.dead-letters}. A letter is discarded by a record without a value after it, in
 * its partition, that has the letter's id as key; letters are purged by deleting the beginning of each partition. Makes a
 * Kafka client for each call: operators come seldom.
 */
public final class KafkaLetterArchive implements LetterArchive {
    private static final Duration TIMEOUT = Duration.ofMillis(CommittedRecords.TIMEOUT_MILLIS);

    private final KafkaSettings kafka;
    private final LetterViews views;
    private final JobCodec codec;

    /** @param views hears at once what is deleted here; it would hear it from the broker a little later */
    public KafkaLetterArchive(KafkaSettings kafka, LetterViews views, JobCodec codec) {
        this.kafka = requireNonNull(kafka, "kafka is null");
        this.views = requireNonNull(views, "views is null");
        this.codec = requireNonNull(codec, "codec is null");
    }

    @Override
    public Optional<Kept> read(LetterId id) {
        if (views.find(id).isEmpty()) {
            return Optional.empty();
        }
        TopicPartition partition = new TopicPartition(Topics.DEAD_LETTERS, id.partition());
        return ask(() -> {
            try (KafkaConsumer<String, byte[]> consumer =
                    CommittedRecords.consumer(kafka, CommittedRecords.USUAL_POLL)) {
                consumer.assign(List.of(partition));
                consumer.seek(partition, id.offset());
                List<ConsumerRecord<String, byte[]>> records =
                        consumer.poll(TIMEOUT).records(partition);
                if (records.isEmpty()) {
                    throw new TimeoutException("no record within " + TIMEOUT);
                }
                ConsumerRecord<String, byte[]> first = records.get(0);
                return first.offset() == id.offset() ? kept(first) : Optional.empty();
            }
        });
    }

    private Optional<Kept> kept(ConsumerRecord<String, byte[]> record) {
        Received received = KafkaRecords.received(record.key(), record.value(), record.headers());
        try {
            return Optional.of(new Kept(codec.decodeDeadLetter(received), received.headers()));
        } catch (UndecodableException | InvalidJobException e) {
            return Optional.empty();
        }
    }

    @Override
    public void discard(LetterId id) {
        ask(() -> {
            try (KafkaProducer<String, byte[]> producer = ConfirmedRecords.producer(
                    kafka, Map.of(ProducerConfig.MAX_BLOCK_MS_CONFIG, CommittedRecords.TIMEOUT_MILLIS))) {
                ProducerRecord<String, byte[]> mark =
                        new ProducerRecord<>(Topics.DEAD_LETTERS, id.partition(), id.toString(), null);
                return producer.send(mark).get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            }
        });
        views.remove(id);
    }

    @Override
    public int purge(Instant before) {
        Map<TopicPartition, RecordsToDelete> beginnings = ask(() -> beginnings(before));
        ask(() -> {
            try (Admin admin = Admin.create(kafka.client(
                    KafkaSettings.Client.ADMIN,
                    Map.of(
                            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                            CommittedRecords.TIMEOUT_MILLIS,
                            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                            CommittedRecords.TIMEOUT_MILLIS)))) {
                return admin.deleteRecords(beginnings).all().get();
            }
        });
        return beginnings.entrySet().stream()
                .mapToInt(beginning -> views.removeBefore(
                        beginning.getKey().partition(), beginning.getValue().beforeOffset()))
                .sum();
    }

    /** What of each partition lies before the first record of that time. */
    private Map<TopicPartition, RecordsToDelete> beginnings(Instant before) {
        try (KafkaConsumer<String, byte[]> consumer = CommittedRecords.consumer(kafka, CommittedRecords.USUAL_POLL)) {
            List<TopicPartition> partitions = CommittedRecords.partitions(consumer, Topics.DEAD_LETTERS);
            Map<TopicPartition, Long> times = new HashMap<>();
            partitions.forEach(partition -> times.put(partition, Math.max(0, before.toEpochMilli())));
            Map<TopicPartition, OffsetAndTimestamp> firsts = consumer.offsetsForTimes(times);
            Map<TopicPartition, RecordsToDelete> beginnings = new HashMap<>();
            consumer.endOffsets(partitions).forEach((partition, end) -> {
                OffsetAndTimestamp first = firsts.get(partition);
                beginnings.put(partition, RecordsToDelete.beforeOffset(first == null ? end : first.offset()));
            });
            return beginnings;
        }
    }

    @FunctionalInterface
    private interface Question<T> {
        T answer() throws ExecutionException, InterruptedException, TimeoutException;
    }

    private static <T> T ask(Question<T> question) {
        try {
            return question.answer();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("the gateway is stopping", e);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new UnavailableException("Kafka did not answer: " + e.getMessage(), e);
        }
    }
}
