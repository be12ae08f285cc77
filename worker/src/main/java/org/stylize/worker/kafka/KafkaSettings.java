package org.stylize.worker.kafka;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * How to reach the broker.
 *
 * @param bootstrapServers {@code host:port} of one or more brokers, with commas
 * @param clientId names the worker in the broker's logs and quotas
 * @param properties more settings of Kafka's clients, by their names: security, for example
 */
public record KafkaSettings(String bootstrapServers, String clientId, Map<String, String> properties) {
    public KafkaSettings {
        requireNonNull(bootstrapServers, "bootstrapServers is null");
        requireNonNull(clientId, "clientId is null");
        properties = Map.copyOf(properties);
    }

    /** For a client; what is put into it afterwards wins. */
    Map<String, Object> toClientConfig() {
        Map<String, Object> config = new HashMap<>(properties);
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        return config;
    }
}
