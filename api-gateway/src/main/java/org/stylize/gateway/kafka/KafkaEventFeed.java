package org.stylize.gateway.kafka;

import static java.util.Objects.requireNonNull;

import jakarta.inject.Singleton;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.gateway.view.EventFeed;
import org.stylize.gateway.view.WideFeed;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobCodec;
import org.stylize.proto.JobEvent;
import org.stylize.proto.Received;
import org.stylize.proto.Tenant;
import org.stylize.proto.UndecodableException;
import org.stylize.service.KafkaRecords;

/**
 * Feeds {@code stylize.events} and {@code stylize.progress} to those who follow jobs here. Records come a poll at a time: passing each from
 * thread to thread took longer than all else that a gateway does with the jobs of others.
 */
@Singleton
public final class KafkaEventFeed {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaEventFeed.class);

    private final EventFeed feed;
    private final WideFeed wide;
    private final JobCodec codec;

    public KafkaEventFeed(EventFeed feed, WideFeed wide, JobCodec codec) {
        this.feed = requireNonNull(feed, "feed is null");
        this.wide = requireNonNull(wide, "wide is null");
        this.codec = requireNonNull(codec, "codec is null");
    }

    @Incoming("events")
    public void events(ConsumerRecords<String, byte[]> records) {
        records.forEach(this::event);
    }

    private void event(ConsumerRecord<String, byte[]> record) {
        read(() -> {
            Received received = KafkaRecords.received(record.key(), record.value(), record.headers());
            JobEvent event = codec.decodeEvent(received);
            feed.publish(event);
            wide.publish(
                    record.partition(),
                    record.offset(),
                    received.tenant().orElse(Tenant.DEFAULT),
                    received.batch().orElse(null),
                    event);
        });
    }

    @Incoming("progress")
    public void progress(ConsumerRecords<String, byte[]> records) {
        records.forEach(this::progress);
    }

    private void progress(ConsumerRecord<String, byte[]> record) {
        read(() -> feed.publish(
                codec.decodeProgress(KafkaRecords.received(record.key(), record.value(), record.headers()))));
    }

    /** A record that cannot be read, because it is of a newer version or of a stranger, must not stop the feed. */
    private static void read(Runnable reading) {
        try {
            reading.run();
        } catch (UndecodableException | InvalidJobException e) {
            LOG.warn("A record of the event feed cannot be read: {}", e.getMessage());
        }
    }
}
