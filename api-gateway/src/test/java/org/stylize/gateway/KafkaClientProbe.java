package org.stylize.gateway;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;

/** Kafka makes one for each client, if the client's configuration names it: remembers what each was configured with. */
public final class KafkaClientProbe implements MetricsReporter {
    private static final Map<String, Map<String, ?>> SEEN = new ConcurrentHashMap<>();

    /** Configurations of all clients that were made, by client id. */
    static Map<String, Map<String, ?>> seen() {
        return Map.copyOf(SEEN);
    }

    @Override
    public void configure(Map<String, ?> configuration) {
        SEEN.put(String.valueOf(configuration.get("client.id")), configuration);
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
