package org.stylize.gateway;

import static java.util.Objects.requireNonNull;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.stylize.gateway.management.ManagementThreads;
import org.stylize.gateway.security.AnonymousAccess;
import org.stylize.gateway.security.IssuerSettings;
import org.stylize.gateway.security.IssuerWatch;

/** Whether requests need a key, and whether the issuer of tokens answers, for those who look at {@code /q/health}. Always up. */
@Singleton
@org.eclipse.microprofile.health.Readiness
final class AccessCheck implements AsyncHealthCheck {
    private final AnonymousAccess anonymous;
    private final IssuerSettings issuer;
    private final IssuerWatch watch;
    private final ManagementThreads threads;

    AccessCheck(AnonymousAccess anonymous, IssuerSettings issuer, IssuerWatch watch, ManagementThreads threads) {
        this.anonymous = requireNonNull(anonymous, "anonymous is null");
        this.issuer = requireNonNull(issuer, "issuer is null");
        this.watch = requireNonNull(watch, "watch is null");
        this.threads = requireNonNull(threads, "threads is null");
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().item(this::look).runSubscriptionOn(threads);
    }

    private HealthCheckResponse look() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("access").up().withData("anonymous", anonymous.isAllowed());
        return (issuer.isKnown() ? response.withData("issuerAnswers", watch.isThere()) : response).build();
    }
}
