package org.stylize.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stylize.proto.Tenant;

class ClaimRulesTest {
    private static final ClaimRules USUAL = new ClaimRules("tenant", "scope", Map.of());

    @Test
    void usualClaimsNameTenantScopesAndBearer() {
        Verdict verdict = USUAL.read(Map.of(
                "sub",
                "4711",
                "tenant",
                "acme",
                "scope",
                "openid stylize:read  stylize:submit read admin",
                "preferred_username",
                "vincent",
                "exp",
                1_800_000_000));

        assertThat(verdict)
                .isEqualTo(new Verdict.Accepted(new Principal(
                        new Tenant("acme"),
                        "oidc:4711",
                        "vincent",
                        Set.of(Scope.READ, Scope.SUBMIT),
                        Instant.ofEpochSecond(1_800_000_000))));
    }

    @Test
    void rolesInAnObjectAllowWhatTheSettingsSay() {
        ClaimRules rules = new ClaimRules(
                "https://acme.example/tenant",
                "realm_access/roles",
                Map.of("painter", Set.of(Scope.SUBMIT, Scope.READ), "boss", Set.of(Scope.ADMIN)));

        Verdict verdict = rules.read(Map.of(
                "sub",
                "4711",
                "https://acme.example/tenant",
                List.of("acme"),
                "realm_access",
                Map.of("roles", Arrays.asList("painter", 7, null, "stylize:cancel"))));

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Accepted.class, accepted -> assertThat(
                        accepted.principal().scopes())
                .containsExactly(Scope.READ, Scope.SUBMIT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Acme", "a/b", "uploads", "two tenants", "-a"})
    void aTenantThatIsNoneIsRefused(String tenant) {
        assertThat(USUAL.read(Map.of("sub", "1", "tenant", tenant))).isEqualTo(new Verdict.Refused(Refusal.TENANT));
        assertThat(USUAL.read(Map.of("sub", "1"))).isEqualTo(new Verdict.Refused(Refusal.TENANT));
        assertThat(USUAL.read(Map.of("sub", "1", "tenant", List.of("acme", "globex"))))
                .isEqualTo(new Verdict.Refused(Refusal.TENANT));
        assertThat(USUAL.read(Map.of("sub", "1", "tenant", Map.of("acme", true))))
                .isEqualTo(new Verdict.Refused(Refusal.TENANT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\nb", "a\u001b[31m", "ü"})
    void aBearerThatCannotBeNamedIsRefused(String subject) {
        assertThat(USUAL.read(Map.of("sub", subject, "tenant", "acme"))).isEqualTo(new Verdict.Refused(Refusal.TOKEN));
        assertThat(USUAL.read(Map.of("sub", 7, "tenant", "acme"))).isEqualTo(new Verdict.Refused(Refusal.TOKEN));
    }

    @Test
    void aNameIsShortAndPrintable() {
        Verdict verdict = USUAL.read(Map.of("sub", "1", "tenant", "acme", "name", "a\nb\u202e" + "x".repeat(200)));

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Accepted.class, accepted -> assertThat(
                        accepted.principal().name())
                .hasSize(80)
                .startsWith("abx"));
    }
}
