package org.stylize.gateway.quota;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.stylize.proto.Problem;
import org.stylize.proto.Tenant;

/** The tenant has used what he may; the request is not carried out. */
public final class QuotaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Tenant tenant;
    private final transient Problem problem;
    private final Duration retryAfter;

    QuotaException(Tenant tenant, Problem problem, Duration retryAfter) {
        super(problem.detail());
        this.tenant = requireNonNull(tenant, "tenant is null");
        this.problem = problem;
        this.retryAfter = requireNonNull(retryAfter, "retryAfter is null");
    }

    public Tenant tenant() {
        return tenant;
    }

    public Problem problem() {
        return problem;
    }

    /** When the same request may be allowed, at the earliest; at least 1 s. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
