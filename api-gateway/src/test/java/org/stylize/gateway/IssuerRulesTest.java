package org.stylize.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stylize.gateway.access.Scope;
import org.stylize.gateway.security.IssuerSettings;

class IssuerRulesTest {
    @Test
    void withoutSettingsThereIsNoIssuer() {
        IssuerSettings none = settings(Map.of());

        assertThat(none.isKnown()).isFalse();
        assertThat(none.hasLogin()).isFalse();
    }

    @Test
    void anIssuerAloneIsForServices() {
        IssuerSettings services = settings(Map.of("gateway.oidc.issuer", "https://sso.example/realms/acme"));

        assertThat(services.isKnown()).isTrue();
        assertThat(services.hasLogin()).isFalse();
        assertThat(services.audience()).isEqualTo("stylize");
    }

    @Test
    void rolesAllowWhatTheSettingsSay() {
        IssuerSettings roles = settings(Map.of(
                "gateway.oidc.issuer",
                "https://sso.example",
                "gateway.oidc.scopes-claim",
                "realm_access/roles",
                "gateway.oidc.scopes.\"the painter\"",
                "submit, read"));

        assertThat(roles.claims().scopes()).containsExactly(Map.entry("the painter", Set.of(Scope.SUBMIT, Scope.READ)));
    }

    @ParameterizedTest
    @CsvSource({
        "gateway.oidc.issuer, sso.example",
        "gateway.oidc.issuer, ftp://sso.example",
        "gateway.oidc.issuer, https:///realm",
        "gateway.oidc.client-id, page",
        "gateway.oidc.client-secret, hush",
        "gateway.oidc.scopes.\"boss\", everything",
        "gateway.oidc.scopes.\"boss\", 'read,'",
    })
    void aWrongValueNamesItsKey(String key, String value) {
        assertThatThrownBy(() -> settings(Map.of(key, value))).hasMessageContaining(key);
    }

    @Test
    void theSecretIsNotShown() {
        IssuerSettings page = settings(Map.of(
                "gateway.oidc.issuer", "https://sso.example",
                "gateway.oidc.client-id", "page",
                "gateway.oidc.client-secret", "hush"));

        assertThat(page.hasLogin()).isTrue();
        assertThat(page.toString()).contains("page").doesNotContain("hush");
    }

    @ParameterizedTest
    @ValueSource(strings = {"59s", "31d", "0s", "-1h"})
    void aSessionLivesForMinutesToDays(String lifetime) {
        assertThatThrownBy(() -> IssuerRules.check(
                        config(Map.of("gateway.session.lifetime", lifetime)).session()))
                .hasMessageContaining("gateway.session.lifetime");
        assertThatCode(() -> IssuerRules.check(config(Map.of()).session())).doesNotThrowAnyException();
    }

    private static IssuerSettings settings(Map<String, String> values) {
        return IssuerRules.settings(config(values).oidc());
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
