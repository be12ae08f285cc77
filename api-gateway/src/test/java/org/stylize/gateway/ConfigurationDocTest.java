package org.stylize.gateway;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.stylize.testing.SettingsTable;

class ConfigurationDocTest {
    private static final String INTRODUCTION = """
            # Settings of the gateway

            Set each of them as a system property (`-Dkey=value`), as an environment variable, or in
            `config/application.properties` of the working directory. A wrong value stops the gateway at its start. Settings of
            Quarkus (`quarkus.*`) can be set in the same way.

            `gateway.limits.image-bytes`, `image-pixels` and `image-side-pixels` must have the values of the workers' settings
            of the same names; [the workers' page](worker.md) says what happens otherwise.

            A map, such as `gateway.kafka.properties`, takes any number of entries. In a properties file, write
            `gateway.kafka.properties."security.protocol"=SASL_SSL`. As an environment variable, that is
            `GATEWAY_KAFKA_PROPERTIES__SECURITY_PROTOCOL_=SASL_SSL`: two underscores before the name and one after it, and one for
            each dot.

            This page is generated from `GatewayConfig`; a test compares the two.
            """;

    @Test
    void theTableOfSettingsIsThatOfTheInterface() {
        SettingsTable.of("gateway", INTRODUCTION, GatewayConfig.class)
                .assertIsIn(Path.of("../docs/configuration/api-gateway.md"));
    }
}
