package org.stylize.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TlsSettingsTest {
    @Test
    void aCertificateTurnsThePortIntoOneOfHttpsOnly() {
        SmallRyeConfig config = config(Map.of(
                TlsSettings.CERTIFICATE,
                "/etc/certificate.pem",
                TlsSettings.KEY,
                "/etc/key.pem",
                "quarkus.http.port",
                "8443"));

        assertThat(value(config, "quarkus.http.ssl-port")).isEqualTo("8443");
        assertThat(value(config, "quarkus.http.insecure-requests")).isEqualTo("disabled");
        assertThat(value(config, "quarkus.http.tls-configuration-name")).isEqualTo("gateway-http");
        assertThat(value(config, "quarkus.tls.gateway-http.key-store.pem.0.cert"))
                .isEqualTo("/etc/certificate.pem");
        assertThat(value(config, "quarkus.tls.gateway-http.key-store.pem.0.key"))
                .isEqualTo("/etc/key.pem");
        assertThat(value(config, "quarkus.tls.gateway-http.trust-store.pem.certs"))
                .isNull();
        assertThat(config.getPropertyNames()).contains("quarkus.tls.gateway-http.key-store.pem.0.cert");
    }

    @Test
    void withoutACertificateNothingIsSet() {
        SmallRyeConfig config = config(Map.of("quarkus.http.port", "8080"));

        assertThat(value(config, "quarkus.http.ssl-port")).isNull();
        assertThat(config.getPropertyNames()).noneMatch(name -> name.startsWith("quarkus.tls."));
    }

    @Test
    void clientAuthoritiesAreTheTrustStore() {
        SmallRyeConfig config = config(Map.of(
                TlsSettings.CERTIFICATE, "c", TlsSettings.KEY, "k", TlsSettings.CLIENT_AUTHORITIES, "/etc/ca.pem"));

        assertThat(value(config, "quarkus.tls.gateway-http.trust-store.pem.certs"))
                .isEqualTo("/etc/ca.pem");
    }

    @Test
    void aCertificateWithoutItsKeyIsRefused() {
        SmallRyeConfig config = config(Map.of(TlsSettings.CERTIFICATE, "/etc/certificate.pem"));

        assertThatThrownBy(() -> value(config, "quarkus.tls.gateway-http.key-store.pem.0.key"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(TlsSettings.KEY + " is not set");
    }

    private static String value(SmallRyeConfig config, String name) {
        return config.getConfigValue(name).getValue();
    }

    private static SmallRyeConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withInterceptors(new TlsSettings())
                .withSources(new PropertiesConfigSource(new HashMap<>(settings), "test", 100))
                .build();
    }
}
