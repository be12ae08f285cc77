package org.stylize.gateway.security;

import static java.util.Objects.requireNonNull;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.access.Audit;
import org.stylize.gateway.access.KeyText;
import org.stylize.gateway.access.Principal;
import org.stylize.gateway.access.Refusal;
import org.stylize.gateway.http.SessionCookie;
import org.stylize.gateway.rest.ProblemAnswer;
import org.stylize.proto.ProblemType;

/**
 * Knows callers by {@code Authorization: Bearer}, which has a key ({@code sty_…}) or a token of the issuer, or else by the
 * session of the page. A request whose credential does not count is one without a caller: it is refused, with the reason,
 * where a caller is needed, and answered where none is. On the event loop, before a body is read.
 *
 * <p>The only mechanism that Quarkus asks; it asks that of OpenID Connect itself.
 */
@Singleton
@Alternative
@Priority(1)
public final class CallerMechanism implements HttpAuthenticationMechanism {
    private static final String SCHEME = "Bearer";
    private static final String CHALLENGE = "Bearer realm=\"stylize\"";
    private static final String REFUSAL = CallerMechanism.class.getName() + ".refusal";

    private final ProblemAnswer answer;
    private final Refusal.Observer observer;
    private final Audit audit;
    private final AnonymousAccess anonymous;
    private final IssuerLogin issuer;

    public CallerMechanism(
            ProblemAnswer answer,
            Refusal.Observer observer,
            Audit audit,
            AnonymousAccess anonymous,
            IssuerLogin issuer) {
        this.answer = requireNonNull(answer, "answer is null");
        this.observer = requireNonNull(observer, "observer is null");
        this.audit = requireNonNull(audit, "audit is null");
        this.anonymous = requireNonNull(anonymous, "anonymous is null");
        this.issuer = requireNonNull(issuer, "issuer is null");
    }

    @Override
    public Uni<@Nullable SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        if (anonymous.isAllowed()) {
            return Uni.createFrom().item(Identities.of(Principal.ANONYMOUS, () -> true));
        }
        if (issuer.isLogin(context)) {
            return issuer.visit(context, providers);
        }
        String authorization = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null) {
            return bearer(authorization, context, providers);
        }
        Cookie session = context.request().getCookie(SessionCookie.name(isSecure(context)));
        return session == null
                ? Uni.createFrom().nullItem()
                : checked(new Credential.Session(session.getValue()), context, providers);
    }

    private Uni<@Nullable SecurityIdentity> bearer(
            String authorization, RoutingContext context, IdentityProviderManager providers) {
        if (!authorization.regionMatches(true, 0, SCHEME + " ", 0, SCHEME.length() + 1)) {
            return Uni.createFrom().nullItem();
        }
        String token = authorization.substring(SCHEME.length() + 1).strip();
        if (token.startsWith(KeyText.PREFIX)) {
            return checked(new Credential.Key(token), context, providers);
        }
        if (issuer.isKnown()) {
            return issuer.bearer(context, providers)
                    .onFailure(RefusedException.class)
                    .recoverWithItem(e -> {
                        refuse(context, e.why());
                        return null;
                    });
        }
        return refuse(context, Refusal.MALFORMED);
    }

    private Uni<@Nullable SecurityIdentity> checked(
            Credential credential, RoutingContext context, IdentityProviderManager providers) {
        return providers
                .authenticate(HttpSecurityUtils.setRoutingContextAttribute(credential, context))
                .onFailure(AuthenticationFailedException.class)
                .recoverWithItem(e -> {
                    Object why = e.getAttribute(Identities.REFUSAL);
                    refuse(context, why instanceof Refusal known ? known : Refusal.UNKNOWN);
                    return null;
                });
    }

    private Uni<@Nullable SecurityIdentity> refuse(RoutingContext context, Refusal why) {
        context.put(REFUSAL, why);
        // Whatever mechanism was asked last: the answer is this one's.
        context.put(HttpAuthenticationMechanism.class.getName(), this);
        return Uni.createFrom().nullItem();
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        if (IssuerLogin.isLoginPath(context)) {
            return issuer.sendAway(context);
        }
        Refusal why = refusal(context);
        observer.refused(why);
        audit(why, context);
        Map<String, String> headers = new HashMap<>(Map.of("Cache-Control", "no-store"));
        if (why == Refusal.SESSION) {
            headers.put("Set-Cookie", SessionCookie.none(isSecure(context)));
        }
        switch (why) {
            case TENANT -> answer.refuse(context, ProblemType.FORBIDDEN, detail(why), headers);
            case ISSUER -> {
                headers.put("Retry-After", "5");
                answer.refuse(context, ProblemType.UNAVAILABLE, detail(why), headers);
            }
            default -> {
                headers.put("WWW-Authenticate", challenge(why));
                answer.refuse(context, ProblemType.UNAUTHENTICATED, detail(why), headers);
            }
        }
        return Uni.createFrom().item(true);
    }

    private void audit(Refusal why, RoutingContext context) {
        switch (why) {
            case MALFORMED, UNKNOWN, EXPIRED, REVOKED -> audit.failed(Audit.BY_KEY, why, Addresses.of(context));
            case TOKEN, TENANT -> audit.failed(Audit.BY_OIDC, why, Addresses.of(context));
            case NO_KEY, SESSION, SCOPE, ISSUER, CROSS_SITE, HOST -> {
                // Nobody tried to get in with something that he should not have.
            }
        }
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", challenge(refusal(context))));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(Credential.Key.class, Credential.Session.class);
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        return Uni.createFrom()
                .item(new HttpCredentialTransport(HttpCredentialTransport.Type.AUTHORIZATION, SCHEME, "stylize-key"));
    }

    private static boolean isSecure(RoutingContext context) {
        return SessionCookie.isSecure(context.request().scheme(), Addresses.host(context.request()));
    }

    private static Refusal refusal(RoutingContext context) {
        Refusal why = context.get(REFUSAL);
        return why == null ? Refusal.NO_KEY : why;
    }

    private static String challenge(Refusal why) {
        return why == Refusal.NO_KEY || why == Refusal.SESSION ? CHALLENGE : CHALLENGE + ", error=\"invalid_token\"";
    }

    /** Does not say whether there is a key of that id. */
    private static String detail(Refusal why) {
        return switch (why) {
            case NO_KEY, SCOPE, CROSS_SITE, HOST -> "the request has no key: send 'Authorization: Bearer KEY'";
            case MALFORMED -> "the key is malformed: it is not whole, or a character of it is wrong";
            case UNKNOWN, EXPIRED, REVOKED -> "the key is unknown, expired or revoked";
            case TOKEN ->
                "the token is not valid: its signature, issuer, audience or time is wrong, or it names nobody";
            case TENANT -> "the token names no tenant: the claim with its name is missing, or is no name of a tenant";
            case ISSUER -> "the issuer of tokens does not answer, so the token cannot be checked; keys work";
            case SESSION -> "the session has ended: log in again";
        };
    }
}
