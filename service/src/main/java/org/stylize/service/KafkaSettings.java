package org.stylize.service;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * How every Kafka client of a service reaches the broker.
 *
 * <p>The properties pass through to every client: TLS ({@code security.protocol}, {@code ssl.truststore.location}, …),
 * SASL ({@code sasl.mechanism}, {@code sasl.jaas.config}, …), {@code client.rack}, and whatever else Kafka's clients
 * know. A name with the prefix {@code producer.}, {@code consumer.} or {@code admin.} reaches clients of that kind only,
 * also inside of Kafka Streams, and wins over the name without the prefix. What the service itself has to set wins over
 * both.
 *
 * @param bootstrapServers {@code host:port} of one or more brokers, separated by commas
 * @param clientId names the service in the broker's logs, metrics and quotas
 * @param properties by the names of Kafka's clients; may have secrets
 */
public record KafkaSettings(String bootstrapServers, String clientId, Map<String, String> properties) {
    /** Kafka Streams knows these prefixes; to other clients such names mean nothing. */
    private static final List<String> STREAMS_PREFIXES =
            List.of("main.consumer.", "restore.consumer.", "global.consumer.", "topic.");

    /** A kind of client. */
    public enum Client {
        PRODUCER("producer."),
        /** Also a share consumer. */
        CONSUMER("consumer."),
        ADMIN("admin.");

        private final String prefix;

        Client(String prefix) {
            this.prefix = prefix;
        }
    }

    public KafkaSettings {
        requireNonNull(bootstrapServers, "bootstrapServers is null");
        requireNonNull(clientId, "clientId is null");
        properties = Map.copyOf(properties);
    }

    /** The same with a longer client id, for a service with several clients of one kind. */
    public KafkaSettings named(String part) {
        return new KafkaSettings(bootstrapServers, clientId + "-" + part, properties);
    }

    /**
     * The configuration of one client.
     *
     * @param required what the service has to set; wins over the properties
     * @return a new map; may have secrets
     */
    public Map<String, Object> client(Client kind, Map<String, ?> required) {
        Map<String, Object> config = passedThrough(kind);
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        config.putAll(required);
        return config;
    }

    /**
     * The properties that reach one kind of client, without address and client id: for clients that are made by a
     * framework.
     *
     * @return a new map; may have secrets
     */
    public Map<String, Object> passedThrough(Client kind) {
        Map<String, Object> config = new HashMap<>();
        properties.forEach((name, value) -> {
            if (!hasPrefix(name)) {
                config.put(name, value);
            }
        });
        properties.forEach((name, value) -> {
            if (name.startsWith(kind.prefix)) {
                config.put(name.substring(kind.prefix.length()), value);
            }
        });
        return config;
    }

    /**
     * The configuration of Kafka Streams, which hands the properties on to its own clients and knows all prefixes.
     *
     * @param required what the service has to set; wins over the properties
     * @return a new map; may have secrets
     */
    public Map<String, Object> streams(Map<String, ?> required) {
        Map<String, Object> config = new HashMap<>(properties);
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        config.putAll(required);
        return config;
    }

    private static boolean hasPrefix(String name) {
        for (Client kind : Client.values()) {
            if (name.startsWith(kind.prefix)) {
                return true;
            }
        }
        return STREAMS_PREFIXES.stream().anyMatch(name::startsWith);
    }

    /** Names of the properties only: a value may be a secret. */
    @Override
    public String toString() {
        return bootstrapServers + " as " + clientId + ", with " + new TreeSet<>(properties.keySet());
    }
}
