package org.stylize.gateway.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.IdTokenCredential;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.AuthenticationRedirectException;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.gateway.access.Audit;
import org.stylize.gateway.access.Principal;
import org.stylize.gateway.access.Refusal;
import org.stylize.gateway.access.Verdict;

/**
 * Callers that an OpenID Connect issuer vouches for: services by their access tokens, people at {@value IssuerTenants#LOGIN}
 * by a login at the issuer. Quarkus checks tokens and does the login; this says who the bearer is. On the event loop.
 */
@Singleton
public final class IssuerLogin {
    private static final Logger LOG = LoggerFactory.getLogger(IssuerLogin.class);

    private final IssuerSettings settings;
    private final IssuerWatch watch;
    private final OidcAuthenticationMechanism oidc;
    private final Audit audit;
    private final Clock clock;

    public IssuerLogin(
            IssuerSettings settings, IssuerWatch watch, OidcAuthenticationMechanism oidc, Audit audit, Clock clock) {
        this.settings = requireNonNull(settings, "settings is null");
        this.watch = requireNonNull(watch, "watch is null");
        this.oidc = requireNonNull(oidc, "oidc is null");
        this.audit = requireNonNull(audit, "audit is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** Whether tokens of an issuer count. */
    boolean isKnown() {
        return settings.isKnown();
    }

    static boolean isLoginPath(RoutingContext context) {
        return IssuerTenants.LOGIN.equals(context.normalizedPath());
    }

    /** Whether this request begins or ends a login at the issuer. */
    boolean isLogin(RoutingContext context) {
        return settings.hasLogin() && isLoginPath(context);
    }

    /** The caller with that access token; fails with {@link RefusedException} if it does not count. */
    Uni<SecurityIdentity> bearer(RoutingContext context, IdentityProviderManager providers) {
        if (!watch.wasThere()) {
            return Uni.createFrom().failure(new RefusedException(Refusal.ISSUER));
        }
        IssuerTenants.need(context, IssuerTenants.Need.BEARER);
        return oidc.authenticate(context, providers)
                .onItem()
                .ifNull()
                .failWith(() -> new RefusedException(Refusal.TOKEN))
                .map(identity -> caller(identity.getCredential(AccessTokenCredential.class)))
                .onFailure(e -> !(e instanceof RefusedException))
                .transform(e -> new RefusedException(why(e), e));
    }

    /** Whoever comes back from the issuer; null if he has not been there. */
    Uni<@Nullable SecurityIdentity> visit(RoutingContext context, IdentityProviderManager providers) {
        if (!watch.wasThere()) {
            return Uni.createFrom().failure(back(Refusal.ISSUER, new RefusedException(Refusal.ISSUER), context));
        }
        IssuerTenants.need(context, IssuerTenants.Need.PAGE);
        return oidc.authenticate(context, providers)
                .onItem()
                .ifNotNull()
                .transform(identity -> caller(identity.getCredential(IdTokenCredential.class)))
                .onFailure(e -> !(e instanceof AuthenticationRedirectException))
                .transform(e -> back(e instanceof RefusedException refused ? refused.why() : why(e), e, context))
                .invoke(() -> context.response().removeCookies(IssuerTenants.sessionCookie(), true));
    }

    /** To the issuer if people log in there, and else to the page, which knows other ways. */
    Uni<Boolean> sendAway(RoutingContext context) {
        if (!settings.hasLogin()) {
            context.redirect("/");
            return Uni.createFrom().item(true);
        }
        IssuerTenants.need(context, IssuerTenants.Need.PAGE);
        return oidc.sendChallenge(context).onFailure().recoverWithItem(e -> {
            context.redirect(back(why(e), e, context).getRedirectUri());
            return true;
        });
    }

    private SecurityIdentity caller(@Nullable TokenCredential token) {
        Verdict verdict = token == null
                ? new Verdict.Refused(Refusal.TOKEN)
                : settings.claims().read(claims(token.getToken()));
        if (verdict instanceof Verdict.Accepted accepted) {
            Principal caller = accepted.principal();
            return Identities.of(caller, () -> caller.countsAt(clock.instant()));
        }
        throw new RefusedException(((Verdict.Refused) verdict).why());
    }

    /** A person reads a page, and no problem in JSON. */
    private AuthenticationRedirectException back(Refusal why, Throwable cause, RoutingContext context) {
        LOG.debug("A login at the issuer failed: {}", why, cause);
        audit.failed(Audit.BY_OIDC, why, Addresses.of(context));
        return new AuthenticationRedirectException("/?login=" + why.name().toLowerCase(Locale.ROOT));
    }

    private static Refusal why(Throwable e) {
        boolean isTokenWrong =
                e instanceof AuthenticationFailedException || e instanceof AuthenticationCompletionException;
        if (!isTokenWrong) {
            LOG.debug("The issuer of tokens cannot be asked", e); // the watch says it once
        }
        return isTokenWrong ? Refusal.TOKEN : Refusal.ISSUER;
    }

    /** Of a token whose signature was checked. */
    private static Map<String, Object> claims(String token) {
        String[] parts = token.split("\\.", -1);
        try {
            return parts.length < 2
                    ? Map.of()
                    : new JsonObject(new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8)).getMap();
        } catch (IllegalArgumentException | DecodeException e) {
            return Map.of();
        }
    }
}
