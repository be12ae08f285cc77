package org.stylize.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.stylize.gateway.access.ClaimRules;
import org.stylize.gateway.access.Scope;
import org.stylize.gateway.security.IssuerSettings;

/** What the settings of the issuer and of sessions must be like. */
final class IssuerRules {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(30);

    private IssuerRules() {}

    /** @throws IllegalArgumentException naming the setting that is wrong */
    static IssuerSettings settings(GatewayConfig.Oidc oidc) {
        oidc.issuer().ifPresent(IssuerRules::checkIssuer);
        if (oidc.issuer().isEmpty() && oidc.clientId().isPresent()) {
            throw new IllegalArgumentException("gateway.oidc.client-id needs gateway.oidc.issuer");
        }
        if (oidc.clientId().isEmpty() && oidc.clientSecret().isPresent()) {
            throw new IllegalArgumentException("gateway.oidc.client-secret needs gateway.oidc.client-id");
        }
        Map<String, Set<Scope>> scopes = new HashMap<>();
        oidc.scopes().forEach((value, names) -> scopes.put(value, scopes(value, names)));
        return new IssuerSettings(
                oidc.issuer().orElse(null),
                oidc.audience(),
                oidc.clientId().orElse(null),
                oidc.clientSecret().orElse(null),
                oidc.requestScopes(),
                new ClaimRules(oidc.tenantClaim(), oidc.scopesClaim(), scopes));
    }

    /** @throws IllegalArgumentException naming the setting that is wrong */
    static void check(GatewayConfig.Session session) {
        Duration lifetime = session.lifetime();
        if (lifetime.compareTo(SHORTEST) < 0 || lifetime.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("gateway.session.lifetime must be 1m to 30d but is " + lifetime);
        }
    }

    private static void checkIssuer(String issuer) {
        String problem = "gateway.oidc.issuer must be an http or https URL but is " + issuer;
        try {
            URI url = URI.create(issuer);
            boolean isWeb = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
            if (!isWeb || url.getHost() == null) {
                throw new IllegalArgumentException(problem);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(problem, e);
        }
    }

    private static Set<Scope> scopes(String value, String names) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        Arrays.stream(names.split(",", -1))
                .map(String::strip)
                .map(name -> Scope.named(name)
                        .orElseThrow(() -> new IllegalArgumentException("gateway.oidc.scopes.\"" + value
                                + "\" must name some of " + EnumSet.allOf(Scope.class) + " but names '" + name + "'")))
                .forEach(scopes::add);
        return scopes;
    }
}
