package org.stylize.gateway.security;

import static java.util.Objects.requireNonNull;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.security.CORS;
import io.quarkus.vertx.http.security.HttpSecurity;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;

/** What answers tell browsers about this site: to come by TLS only, and which other sites may read them. */
@Singleton
public final class TransportGuard {
    /** Before everything that answers. */
    private static final int PRIORITY = 500;

    private static final Duration PREFLIGHT = Duration.ofMinutes(10);

    private final StrictTransport strict;
    private final AllowedSites allowed;

    public TransportGuard(StrictTransport strict, AllowedSites allowed) {
        this.strict = requireNonNull(strict, "strict is null");
        this.allowed = requireNonNull(allowed, "allowed is null");
    }

    void install(@Observes Filters filters) {
        if (!strict.time().isZero()) {
            filters.register(this::tell, PRIORITY);
        }
    }

    void install(@Observes HttpSecurity security) {
        if (!allowed.origins().isEmpty()) {
            security.cors(CORS.builder()
                    .origins(allowed.origins())
                    .methods(Set.of(
                            HttpMethod.GET.name(),
                            HttpMethod.HEAD.name(),
                            HttpMethod.POST.name(),
                            HttpMethod.PUT.name(),
                            HttpMethod.PATCH.name(),
                            HttpMethod.DELETE.name()))
                    .headers(Set.of("authorization", "content-type", "idempotency-key", "last-event-id"))
                    .exposedHeaders(Set.of("location", "retry-after", "www-authenticate", "etag"))
                    .accessControlAllowCredentials(false)
                    .accessControlMaxAge(PREFLIGHT)
                    .build());
        }
    }

    private void tell(RoutingContext context) {
        if ("https".equalsIgnoreCase(context.request().scheme())) {
            context.response()
                    .putHeader(
                            "Strict-Transport-Security",
                            "max-age=" + strict.time().toSeconds());
        }
        context.next();
    }
}
