package org.stylize.gateway.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TenantConfigResolver;
import io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.stylize.base.Sha256;

/**
 * Tells Quarkus how tokens are checked and how people log in. Both are made at the first request that needs them, so an
 * issuer that is away stops no start; what fails is tried again at the next request.
 */
@Singleton
public final class IssuerTenants implements TenantConfigResolver {
    /** What a request needs of the issuer. The names are part of the names of cookies. */
    enum Need {
        BEARER,
        PAGE
    }

    static final String LOGIN = "/login";
    /** A token with an unknown key makes the gateway read the issuer's keys again, but only so often. */
    private static final Duration KEYS_AGAIN = Duration.ofSeconds(5);

    private static final Duration CONNECTION = Duration.ofSeconds(5);
    private static final String NEED = IssuerTenants.class.getName() + ".need";

    private final @Nullable OidcTenantConfig bearer;
    private final @Nullable OidcTenantConfig page;

    public IssuerTenants(IssuerSettings settings) {
        requireNonNull(settings, "settings is null");
        bearer = settings.issuer() == null ? null : bearer(settings.issuer(), settings);
        page = settings.issuer() == null || settings.clientId() == null
                ? null
                : page(settings.issuer(), settings.clientId(), settings);
    }

    /** What {@link #resolve} is to find for this request. */
    static void need(RoutingContext context, Need need) {
        context.put(NEED, need);
    }

    /** The name of the cookie in which Quarkus keeps its session of a login. */
    static String sessionCookie() {
        return "q_session_" + Need.PAGE;
    }

    @Override
    public Uni<OidcTenantConfig> resolve(RoutingContext context, OidcRequestContext<OidcTenantConfig> blocking) {
        Need need = context.get(NEED);
        OidcTenantConfig found = need == null ? null : need == Need.BEARER ? bearer : page;
        return Uni.createFrom().item(found);
    }

    private static OidcTenantConfig bearer(String issuer, IssuerSettings settings) {
        return OidcTenantConfig.builder()
                .tenantId(Need.BEARER.name())
                .authServerUrl(issuer)
                .applicationType(ApplicationType.SERVICE)
                .connectionTimeout(CONNECTION)
                .token()
                .audience(settings.audience())
                .allowJwtIntrospection(false)
                .allowOpaqueTokenIntrospection(false)
                .forcedJwkRefreshInterval(KEYS_AGAIN)
                .end()
                .build();
    }

    private static OidcTenantConfig page(String issuer, String clientId, IssuerSettings settings) {
        // Every gateway with the same secret can go on with a login that another one has begun.
        String shared = settings.clientSecret() == null
                ? null
                : Sha256.of(("login " + settings.clientSecret()).getBytes(UTF_8));
        var config = OidcTenantConfig.builder()
                .tenantId(Need.PAGE.name())
                .authServerUrl(issuer)
                .applicationType(ApplicationType.WEB_APP)
                .connectionTimeout(CONNECTION)
                .clientId(clientId);
        if (settings.clientSecret() != null) {
            config.credentials(settings.clientSecret());
        }
        var login = config.authentication()
                .redirectPath(LOGIN)
                .cookiePath(LOGIN)
                .removeRedirectParameters(false)
                .pkceRequired()
                .nonceRequired()
                .scopes(settings.requestScopes());
        if (shared != null) {
            login.stateSecret(shared);
        }
        return login.end()
                .token()
                .forcedJwkRefreshInterval(KEYS_AGAIN)
                .allowJwtIntrospection(false)
                .end()
                .build();
    }
}
