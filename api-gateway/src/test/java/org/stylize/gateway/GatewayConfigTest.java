package org.stylize.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stylize.image.ImageLimits;

class GatewayConfigTest {
    @Test
    void theDefaultLimitsOfPicturesAreThoseOfEverybody() {
        assertThat(Beans.imageLimits(config(Map.of()).limits())).isEqualTo(ImageLimits.DEFAULT);
    }

    @Test
    void propertiesOfKafkaAndOfTheStoreKeepTheDotsOfTheirNames() {
        GatewayConfig config = config(Map.of(
                "gateway.kafka.properties.\"security.protocol\"", "SASL_SSL",
                "gateway.s3.properties.\"ssl.truststore.location\"", "/etc/ca.pem"));

        assertThat(config.kafka().properties()).containsExactly(Map.entry("security.protocol", "SASL_SSL"));
        assertThat(config.s3().properties()).containsExactly(Map.entry("ssl.truststore.location", "/etc/ca.pem"));
    }

    private static GatewayConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(GatewayConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(GatewayConfig.class);
    }
}
