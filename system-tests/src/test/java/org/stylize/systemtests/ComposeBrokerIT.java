package org.stylize.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
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

        try (StackProcess stack = StackProcess.start();
                Admin admin =
                        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, stack.bootstrapServers()))) {
            ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
            Config config = admin.describeConfigs(Set.of(broker)).all().get().get(broker);

            assertThat(inCompose).allSatisfy((name, value) -> {
                assertThat(config.get(name)).as(name).isNotNull();
                assertThat(config.get(name).value()).as(name).isEqualTo(value);
            });
        }
    }

    private static String setting(String environmentName) {
        return environmentName
                .replaceFirst("^KAFKA_", "")
                .toLowerCase(Locale.ROOT)
                .replace('_', '.');
    }
}
