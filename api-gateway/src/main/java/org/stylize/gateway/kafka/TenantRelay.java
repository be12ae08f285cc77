package org.stylize.gateway.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.service.KafkaSettings;

/**
 * Carries records from topics to other topics, each at least once: it forgets a record only when the broker has its copy
 * on all in-sync replicas. The gateways of a fleet share the work. One thread of its own; {@link #start()} and {@link
 * #close()} are for its owner.
 */
final class TenantRelay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TenantRelay.class);
    private static final Duration POLL = Duration.ofMillis(500);
    /** How soon a new topic is noticed. */
    private static final int LOOK_MILLIS = 10_000;

    private final KafkaSettings kafka;
    private final String group;
    private final Consumer<KafkaConsumer<String, byte[]>> subscription;
    private final Copies copies;
    private final TopicReader reader;

    /** Says which copy a record gets. */
    interface Copies {
        /**
         * The copy of a record; empty if it gets none.
         *
         * @param topics all topics that this gateway may see
         */
        Optional<ProducerRecord<String, byte[]>> of(ConsumerRecord<String, byte[]> record, Set<String> topics);
    }

    /**
     * Starts nothing yet.
     *
     * @param name of the thread
     * @param group through which the gateways share the work
     * @param subscription says which topics are read
     */
    TenantRelay(
            KafkaSettings kafka,
            String name,
            String group,
            Consumer<KafkaConsumer<String, byte[]>> subscription,
            Copies copies) {
        this.kafka = requireNonNull(kafka, "kafka is null");
        this.group = requireNonNull(group, "group is null");
        this.subscription = requireNonNull(subscription, "subscription is null");
        this.copies = requireNonNull(copies, "copies is null");
        this.reader = new TopicReader(
                name,
                this::consumer,
                this::carry,
                e -> LOG.warn("{} cannot carry records for now: {}", name, e.getMessage()));
    }

    void start() {
        reader.start();
    }

    @Override
    public void close() {
        reader.close();
    }

    private void carry(KafkaConsumer<String, byte[]> consumer) {
        subscription.accept(consumer);
        try (KafkaProducer<String, byte[]> producer = ConfirmedRecords.producer(kafka, Map.of())) {
            Set<String> topics = Set.of();
            long looked = 0;
            while (reader.isOpen()) {
                List<Future<?>> sent = new ArrayList<>();
                ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
                for (ConsumerRecord<String, byte[]> record : records) {
                    if (topics.isEmpty()
                            || System.nanoTime() - looked
                                    > Duration.ofMillis(LOOK_MILLIS).toNanos()) {
                        topics = consumer.listTopics().keySet();
                        looked = System.nanoTime();
                    }
                    copies.of(record, topics).ifPresent(copy -> sent.add(producer.send(copy)));
                }
                if (!records.isEmpty()) {
                    await(sent);
                    consumer.commitSync();
                }
            }
        }
    }

    private static void await(List<Future<?>> sent) {
        try {
            for (Future<?> copy : sent) {
                copy.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("the gateway is stopping", e);
        } catch (ExecutionException e) {
            throw new KafkaException("the broker did not take a copy: " + e.getCause(), e);
        }
    }

    private KafkaConsumer<String, byte[]> consumer() {
        return CommittedRecords.consumer(
                kafka,
                CommittedRecords.USUAL_POLL,
                Map.of(ConsumerConfig.GROUP_ID_CONFIG, group, ConsumerConfig.METADATA_MAX_AGE_CONFIG, LOOK_MILLIS));
    }
}
