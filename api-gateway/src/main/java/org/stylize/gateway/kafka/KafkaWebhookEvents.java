package org.stylize.gateway.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.gateway.webhook.Announcer;
import org.stylize.gateway.webhook.Dispatcher;
import org.stylize.gateway.webhook.KeptEvent;
import org.stylize.gateway.webhook.WebhooksUnavailableException;
import org.stylize.proto.JobCodec;
import org.stylize.proto.Topics;
import org.stylize.service.KafkaSettings;

/**
 * Reads {@code stylize.events} for webhooks, in a group: the gateways of a fleet share the partitions. An event is noted as
 * read when its messages are kept. Before a partition is read, and before anything of it is sent, this gateway knows all
 * messages that its former reader has made.
 *
 * <p>One thread of its own, {@code webhook-events}, which sends nothing and so never stops polling. {@link #start()} and
 * {@link #close()} are for its owner.
 */
public final class KafkaWebhookEvents implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaWebhookEvents.class);
    private static final String GROUP = "stylize-gateway-webhooks";
    private static final Duration POLL = Duration.ofMillis(100);

    private final Announcer announcer;
    private final Dispatcher dispatcher;
    private final KafkaDeliveries deliveries;
    private final BooleanSupplier areWebhooksKnown;
    private final KafkaPastEvents recent;
    private final JobCodec codec;
    private final TopicReader reader;
    private final Map<TopicPartition, Map<TopicPartition, Long>> waiting = new ConcurrentHashMap<>();
    private final Set<Integer> owned = ConcurrentHashMap.newKeySet();

    /**
     * Starts nothing yet.
     *
     * @param areWebhooksKnown whether all webhooks were read
     * @param recent remembers what is read
     */
    public KafkaWebhookEvents(
            KafkaSettings kafka,
            Announcer announcer,
            Dispatcher dispatcher,
            KafkaDeliveries deliveries,
            BooleanSupplier areWebhooksKnown,
            KafkaPastEvents recent,
            JobCodec codec) {
        requireNonNull(kafka, "kafka is null");
        this.announcer = requireNonNull(announcer, "announcer is null");
        this.dispatcher = requireNonNull(dispatcher, "dispatcher is null");
        this.deliveries = requireNonNull(deliveries, "deliveries is null");
        this.areWebhooksKnown = requireNonNull(areWebhooksKnown, "areWebhooksKnown is null");
        this.recent = requireNonNull(recent, "recent is null");
        this.codec = requireNonNull(codec, "codec is null");
        this.reader = new TopicReader(
                "webhook-events",
                () -> CommittedRecords.consumer(
                        kafka, CommittedRecords.USUAL_POLL, Map.of(ConsumerConfig.GROUP_ID_CONFIG, GROUP)),
                this::follow,
                e -> LOG.warn("Webhooks get no events for now: {}", e.getMessage()));
    }

    public void start() {
        reader.start();
    }

    @Override
    public void close() {
        reader.close();
    }

    private void follow(KafkaConsumer<String, byte[]> consumer) {
        try {
            consumer.subscribe(List.of(Topics.EVENTS), new Partitions(consumer));
            while (reader.isOpen()) {
                ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
                takeOver(consumer);
                if (!records.isEmpty()) {
                    announce(records);
                    consumer.commitSync();
                }
            }
        } catch (WebhooksUnavailableException e) {
            throw new KafkaException("messages cannot be kept: " + e.getMessage(), e);
        } finally {
            lose(List.copyOf(owned));
            waiting.clear();
        }
    }

    private void announce(ConsumerRecords<String, byte[]> records) {
        List<KeptEvent> events = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            EventRecords.read(record, codec).ifPresent(event -> {
                recent.remember(event);
                events.add(event);
            });
        }
        announcer.announce(events);
    }

    /** Begins with the partitions of which everything is known. */
    private void takeOver(KafkaConsumer<?, ?> consumer) {
        if (waiting.isEmpty() || !areWebhooksKnown.getAsBoolean()) {
            return;
        }
        for (TopicPartition partition : List.copyOf(waiting.keySet())) {
            Map<TopicPartition, Long> ends = waiting.get(partition);
            if (ends != null && deliveries.isReadTo(ends)) {
                waiting.remove(partition);
                owned.add(partition.partition());
                dispatcher.own(partition.partition());
                consumer.resume(List.of(partition));
            }
        }
    }

    private void lose(Collection<Integer> partitions) {
        partitions.forEach(dispatcher::disown);
        owned.removeAll(Set.copyOf(partitions));
    }

    /** What happens when the gateways share the partitions out. Called while the consumer polls. */
    private final class Partitions implements ConsumerRebalanceListener {
        private final KafkaConsumer<?, ?> consumer;

        Partitions(KafkaConsumer<?, ?> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            Map<TopicPartition, Long> ends = deliveries.ends();
            consumer.pause(partitions);
            partitions.forEach(partition -> waiting.put(partition, ends));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            partitions.forEach(waiting::remove);
            lose(partitions.stream().map(TopicPartition::partition).toList());
        }
    }
}
