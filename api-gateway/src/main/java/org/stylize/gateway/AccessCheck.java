package org.stylize.gateway;

import static java.util.Objects.requireNonNull;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.stylize.gateway.security.AnonymousAccess;
import org.stylize.gateway.security.IssuerSettings;
import org.stylize.gateway.security.IssuerWatch;

/** Whether requests need a key, and whether the issuer of tokens answers, for those who look at {@code /q/health}. Always up. */
@Singleton
@org.eclipse.microprofile.health.Readiness
final class AccessCheck implements HealthCheck {
    private final AnonymousAccess anonymous;
    private final IssuerSettings issuer;
    private final IssuerWatch watch;

    AccessCheck(AnonymousAccess anonymous, IssuerSettings issuer, IssuerWatch watch) {
        this.anonymous = requireNonNull(anonymous, "anonymous is null");
        this.issuer = requireNonNull(issuer, "issuer is null");
        this.watch = requireNonNull(watch, "watch is null");
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("access").up().withData("anonymous", anonymous.isAllowed());
        return (issuer.isKnown() ? response.withData("issuerAnswers", watch.isThere()) : response).build();
    }
}
