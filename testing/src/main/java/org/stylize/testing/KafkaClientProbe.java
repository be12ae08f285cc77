package org.stylize.testing;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;

/**
 * Remembers what each Kafka client of the process was configured with. Kafka makes one for each client whose
 * configuration names this class in {@code metric.reporters}.
 */
public final class KafkaClientProbe implements MetricsReporter {
    private static final List<Map<String, ?>> SEEN = new CopyOnWriteArrayList<>();

    /** The configurations of all clients that were made so far. */
    public static List<Map<String, ?>> seen() {
        return List.copyOf(SEEN);
    }

    @Override
    public void configure(Map<String, ?> configuration) {
        SEEN.add(configuration);
    }

    @Override
    public void init(List<KafkaMetric> metrics) {}

    @Override
    public void metricChange(KafkaMetric metric) {}

    @Override
    public void metricRemoval(KafkaMetric metric) {}

    @Override
    public void close() {}
}
