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
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.access.KeyText;
import org.stylize.gateway.access.Principal;
import org.stylize.gateway.access.Refusal;
import org.stylize.gateway.rest.ProblemAnswer;
import org.stylize.proto.ProblemType;

/**
 * Knows callers by {@code Authorization: Bearer sty_…}. A request whose key does not count is one without a caller: it
 * is refused, with the reason, where a caller is needed, and answered where none is. A bearer token of another form is
 * left to other mechanisms. On the event loop, before a body is read.
 */
@Singleton
public final class KeyMechanism implements HttpAuthenticationMechanism {
    private static final String SCHEME = "Bearer";
    private static final String CHALLENGE = "Bearer realm=\"stylize\"";
    private static final String REFUSAL = KeyMechanism.class.getName() + ".refusal";

    private final ProblemAnswer answer;
    private final Refusal.Observer observer;
    private final AnonymousAccess anonymous;

    public KeyMechanism(ProblemAnswer answer, Refusal.Observer observer, AnonymousAccess anonymous) {
        this.answer = requireNonNull(answer, "answer is null");
        this.observer = requireNonNull(observer, "observer is null");
        this.anonymous = requireNonNull(anonymous, "anonymous is null");
    }

    @Override
    public Uni<@Nullable SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        if (anonymous.isAllowed()) {
            return Uni.createFrom().item(KeyIdentities.identity(Principal.ANONYMOUS));
        }
        String token = token(context);
        if (token == null) {
            return Uni.createFrom().nullItem();
        }
        if (!token.startsWith(KeyText.PREFIX)) {
            context.put(REFUSAL, Refusal.MALFORMED);
            return Uni.createFrom().nullItem();
        }
        return providers
                .authenticate(HttpSecurityUtils.setRoutingContextAttribute(new KeyCredential(token), context))
                .onFailure(AuthenticationFailedException.class)
                .recoverWithItem(e -> {
                    Object why = e.getAttribute(KeyIdentities.REFUSAL);
                    context.put(REFUSAL, why == null ? Refusal.UNKNOWN : why);
                    return null;
                });
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        Refusal why = refusal(context);
        observer.refused(why);
        answer.refuse(
                context,
                ProblemType.UNAUTHENTICATED,
                detail(why),
                Map.of("WWW-Authenticate", challenge(why), "Cache-Control", "no-store"));
        return Uni.createFrom().item(true);
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", challenge(refusal(context))));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(KeyCredential.class);
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        return Uni.createFrom()
                .item(new HttpCredentialTransport(HttpCredentialTransport.Type.AUTHORIZATION, SCHEME, "stylize-key"));
    }

    private static @Nullable String token(RoutingContext context) {
        String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        boolean isBearer = header != null && header.regionMatches(true, 0, SCHEME + " ", 0, SCHEME.length() + 1);
        return isBearer ? header.substring(SCHEME.length() + 1).strip() : null;
    }

    private static Refusal refusal(RoutingContext context) {
        Refusal why = context.get(REFUSAL);
        return why == null ? Refusal.NO_KEY : why;
    }

    private static String challenge(Refusal why) {
        return why == Refusal.NO_KEY ? CHALLENGE : CHALLENGE + ", error=\"invalid_token\"";
    }

    /** Does not say whether there is a key of that id. */
    private static String detail(Refusal why) {
        return switch (why) {
            case NO_KEY, SCOPE -> "the request has no key: send 'Authorization: Bearer KEY'";
            case MALFORMED -> "the key is malformed: it is not whole, or a character of it is wrong";
            case UNKNOWN, EXPIRED, REVOKED -> "the key is unknown, expired or revoked";
        };
    }
}
