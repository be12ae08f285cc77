package org.stylize.gateway.security;

import static java.util.Objects.requireNonNull;

import io.quarkus.vertx.http.ManagementInterface;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.access.Refusal;
import org.stylize.gateway.http.Origins;
import org.stylize.gateway.rest.ProblemAnswer;
import org.stylize.proto.ProblemType;

/**
 * Refuses what a page of another site makes a browser send: requests that change something and have no key or token,
 * so that they count by a cookie, a certificate or by nothing at all. Without keys, also refuses every request to a host name
 * that is not one of this machine's for itself, on both ports. On the event loop, before callers are known.
 */
@Singleton
public final class SiteGuard {
    /** Before all routes. */
    private static final int ORDER = -200;

    /** After CORS (300), whose answers other sites may read, and before authentication (200). */
    private static final int PRIORITY = 250;

    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final AnonymousAccess anonymous;
    private final AllowedSites allowed;
    private final ProblemAnswer answer;
    private final Refusal.Observer observer;

    public SiteGuard(AnonymousAccess anonymous, AllowedSites allowed, ProblemAnswer answer, Refusal.Observer observer) {
        this.anonymous = requireNonNull(anonymous, "anonymous is null");
        this.allowed = requireNonNull(allowed, "allowed is null");
        this.answer = requireNonNull(answer, "answer is null");
        this.observer = requireNonNull(observer, "observer is null");
    }

    void install(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    /** Nothing can be changed there, but what is read tells something too. */
    void install(@Observes ManagementInterface management) {
        management.router().route().order(ORDER).handler(context -> {
            if (isStrangeName(Addresses.host(context.request()))) {
                refuseName(context);
            } else {
                context.next();
            }
        });
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        String host = Addresses.host(request);
        if (isStrangeName(host)) {
            refuseName(context);
        } else if (!SAFE.contains(request.method()) && !isExplicit(request) && isForeign(request, host)) {
            refuse(context, Refusal.CROSS_SITE, "a page of another site sent this request");
        } else {
            context.next();
        }
    }

    private boolean isStrangeName(@Nullable String host) {
        return anonymous.isAllowed() && host != null && !Origins.isLoopback(host);
    }

    private void refuseName(RoutingContext context) {
        refuse(
                context,
                Refusal.HOST,
                "this gateway asks for no keys, so it answers to the names of this machine only, such as localhost");
    }

    private boolean isForeign(HttpServerRequest request, @Nullable String host) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        // Sites that may read the answers may use a gateway without keys, but nobody's session.
        boolean isAllowed =
                anonymous.isAllowed() && origin != null && allowed.origins().contains(origin);
        return !isAllowed && Origins.isForeign(request.getHeader("Sec-Fetch-Site"), origin, host);
    }

    /** Browsers add a key or token to no request of themselves; they may add what another scheme needs. */
    private boolean isExplicit(HttpServerRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return !anonymous.isAllowed() && authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7);
    }

    private void refuse(RoutingContext context, Refusal why, String detail) {
        observer.refused(why);
        answer.refuse(context, ProblemType.FORBIDDEN, detail, Map.of("Cache-Control", "no-store"));
    }
}
