package org.stylize.gateway;

import static java.util.Objects.requireNonNull;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.stylize.gateway.security.AnonymousAccess;

/** Whether requests need a key, for those who look at {@code /q/health}. Always up. */
@Singleton
@org.eclipse.microprofile.health.Readiness
final class AccessCheck implements HealthCheck {
    private final AnonymousAccess anonymous;

    AccessCheck(AnonymousAccess anonymous) {
        this.anonymous = requireNonNull(anonymous, "anonymous is null");
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("access")
                .up()
                .withData("anonymous", anonymous.isAllowed())
                .build();
    }
}
