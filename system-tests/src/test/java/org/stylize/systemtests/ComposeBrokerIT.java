package org.stylize.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.stylize.stack.StackProcess;

/** What tests and the demo see on the stack holds for the compose file too: both brokers are set alike. */
class ComposeBrokerIT {
    /** Where they are, how they are reached, how large they may grow: must differ. */
    private static final Set<String> OF_ITS_OWN = Set.of(
            "CLUSTER_ID",
            "KAFKA_HEAP_OPTS",
            "KAFKA_LOG_DIRS",
            "KAFKA_LISTENERS",
            "KAFKA_ADVERTISED_LISTENERS",
            "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP",
            "KAFKA_INTER_BROKER_LISTENER_NAME",
            // Kafka does not say them, because its authorizer reads them; ComposeSecureIT tries what they do.
            "KAFKA_SUPER_USERS",
            "KAFKA_ALLOW_EVERYONE_IF_NO_ACL_FOUND",
            // The stack formats its storage with the password of its user admin, which Kafka's image does not.
            "KAFKA_LISTENER_NAME_INTERNAL_SASL_ENABLED_MECHANISMS",
            "KAFKA_SASL_MECHANISM_INTER_BROKER_PROTOCOL",
            "KAFKA_CONTROLLER_QUORUM_VOTERS");

    @Test
    void brokersOfComposeFileAndStackAreSetAlike() throws Exception {
        Map<String, String> inCompose = new TreeMap<>();
        ComposeFile.read(Checkout.file("docker-compose.yml"))
                .services()
                .get("kafka")
                .environment()
                .forEach((name, value) -> {
                    if (!OF_ITS_OWN.contains(name)) {
                        inCompose.put(setting(name), String.valueOf(value));
                    }
                });
        assertThat(inCompose).hasSizeGreaterThan(10);

        try (StackProcess stack = StackProcess.start("--secure");
                Admin admin = Admin.create(admin(stack))) {
            ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
            Config config = admin.describeConfigs(Set.of(broker)).all().get().get(broker);

            assertThat(inCompose).allSatisfy((name, value) -> {
                assertThat(config.get(name)).as(name).isNotNull();
                assertThat(config.get(name).value()).as(name).isEqualTo(value);
            });
        }
    }

    private static Properties admin(StackProcess stack) throws IOException {
        Properties properties = new Properties();
        try (Reader file = Files.newBufferedReader(stack.dataDirectory().resolve("secure/kafka-admin.properties"))) {
            properties.load(file);
        }
        return properties;
    }

    private static String setting(String environmentName) {
        return environmentName
                .replaceFirst("^KAFKA_", "")
                .toLowerCase(Locale.ROOT)
                .replace('_', '.');
    }
}
