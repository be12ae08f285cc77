package org.stylize.stack;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;
import org.stylize.base.ExitCodes;
import picocli.CommandLine.Option;

/** Options that say how Kafka is reached. */
final class KafkaOptions {
    @Option(names = "--bootstrap", paramLabel = "HOST:PORT", required = true, description = "Where Kafka is.")
    private String bootstrap = "";

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description =
                    "Settings of the Kafka client that does it, such as security.protocol and sasl.jaas.config, by"
                            + " Kafka's names.")
    private @Nullable Path config;

    /** {@code --bootstrap}. */
    String bootstrap() {
        return bootstrap;
    }

    /** Settings of clients, by Kafka's names, without where Kafka is. */
    Map<String, String> config() {
        return read("--kafka-config", config);
    }

    /** Settings of clients, by Kafka's names. */
    Map<String, Object> client() {
        Map<String, Object> client = new HashMap<>(config());
        client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        return client;
    }

    /** Properties; none without a file. */
    static Map<String, String> read(String option, @Nullable Path file) {
        if (file == null) {
            return Map.of();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new StackException(ExitCodes.FAILED, "Cannot read " + option + " " + file + ": " + e, e);
        }
        Map<String, String> read = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> read.put(name, properties.getProperty(name)));
        return read;
    }
}
