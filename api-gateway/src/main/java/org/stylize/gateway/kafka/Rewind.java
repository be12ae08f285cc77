package org.stylize.gateway.kafka;

import static java.util.Objects.requireNonNull;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.stylize.gateway.view.WideFeed;
import org.stylize.proto.Topics;

/**
 * Starts the feed a little before now: at the events that a follower may have missed while the gateway restarted, and
 * at the latest progress of running jobs.
 */
@Singleton
@Identifier("rewind")
public final class Rewind implements KafkaConsumerRebalanceListener {
    private static final Duration PROGRESS = Duration.ofSeconds(30);

    private final Clock clock;
    private final History history;
    private final WideFeed wide;

    /**
     * How far back.
     *
     * @param eventAge age of the oldest events to begin with
     */
    public record History(Duration eventAge) {
        public History {
            requireNonNull(eventAge, "eventAge is null");
        }
    }

    public Rewind(Clock clock, History history, WideFeed wide) {
        this.clock = requireNonNull(clock, "clock is null");
        this.history = requireNonNull(history, "history is null");
        this.wide = requireNonNull(wide, "wide is null");
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        long now = clock.millis();
        Map<TopicPartition, Long> from = new HashMap<>();
        for (TopicPartition partition : partitions) {
            Duration age = partition.topic().equals(Topics.EVENTS) ? history.eventAge() : PROGRESS;
            from.put(partition, now - age.toMillis());
        }
        Map<TopicPartition, OffsetAndTimestamp> offsets = consumer.offsetsForTimes(from);
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp offset = offsets.get(partition);
            if (offset == null) {
                consumer.seekToEnd(List.of(partition));
            } else {
                consumer.seek(partition, offset.offset());
            }
            if (partition.topic().equals(Topics.EVENTS)) {
                wide.begin(partition.partition(), consumer.position(partition));
            }
        }
    }
}
