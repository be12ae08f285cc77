package org.stylize.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stylize.gateway.access.ApiKeys;
import org.stylize.gateway.access.Audit;
import org.stylize.gateway.access.FirstKey;
import org.stylize.gateway.access.KeyOffice;
import org.stylize.gateway.access.KeyText;

class AccessRulesTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "::1"})
    void anonymousAccessIsPossibleOnLoopback(String host) {
        assertThatCode(() -> apply(Map.of("gateway.access.anonymous", "true", "gateway.http.host", host)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.168.1.7"})
    void anonymousAccessIsRefusedElsewhere(String host) {
        assertThatThrownBy(() -> apply(Map.of("gateway.access.anonymous", "true", "gateway.http.host", host)))
                .hasMessageContaining("gateway.access.anonymous")
                .hasMessageContaining(host);
    }

    @Test
    void aFirstKeyThatIsNoneIsNamedAndNotShown() {
        String wrong = KeyText.random(new SecureRandom()).reveal().replaceFirst(".$", "_");

        assertThatThrownBy(() -> apply(Map.of("gateway.access.first-key", wrong)))
                .hasMessageContaining("gateway.access.first-key")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(wrong.substring(4)));
    }

    private static void apply(Map<String, String> values) {
        GatewayConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(GatewayConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(GatewayConfig.class);
        ApiKeys keys = new ApiKeys();
        KeyOffice office = new KeyOffice(
                keys, record -> {}, new Audit(event -> {}, Clock.systemUTC()), new SecureRandom(), Clock.systemUTC());
        try (FirstKey firstKey = new FirstKey(keys, office, () -> false, text -> {})) {
            new AccessRules(config, firstKey).apply();
        }
    }
}
