package org.stylize.gateway.kafka;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.stylize.proto.JobCodec;
import org.stylize.proto.Topics;
import org.stylize.proto.Usage;
import org.stylize.service.KafkaRecords;
import org.stylize.service.KafkaSettings;

/**
 * Reads {@code stylize.usage} whole, then follows it. After a failure it begins again.
 *
 * <p>One thread of its own, {@code usage-reader}. {@link #start()} and {@link #close()} are for its owner.
 */
public final class KafkaUsage implements AutoCloseable {
    private final Consumer<Usage> usages;
    private final JobCodec codec;
    private final WholeTopic topic;

    /**
     * Reads nothing yet.
     *
     * @param usages is given each record, on the reader's thread; the same one may come again
     * @param whenCaughtUp is told once that everything has been read that was in the topic at the start
     */
    public KafkaUsage(KafkaSettings kafka, Consumer<Usage> usages, Runnable whenCaughtUp, JobCodec codec) {
        this.usages = requireNonNull(usages, "usages is null");
        this.codec = requireNonNull(codec, "codec is null");
        this.topic = new WholeTopic(
                kafka, Topics.USAGE, "The counters of tenants", "usage-reader", this::apply, whenCaughtUp);
    }

    public void start() {
        topic.start();
    }

    /** Whether everything that was in the topic at the start has been read. Any thread. */
    public boolean isCaughtUp() {
        return topic.isCaughtUp();
    }

    @Override
    public void close() {
        topic.close();
    }

    private void apply(ConsumerRecord<String, byte[]> record) {
        if (record.value() != null) { // nobody deletes them
            usages.accept(codec.decodeUsage(KafkaRecords.received(record.key(), record.value(), record.headers())));
        }
    }
}
