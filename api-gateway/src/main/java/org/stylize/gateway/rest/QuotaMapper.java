package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.stylize.gateway.quota.QuotaException;
import org.stylize.gateway.quota.TenantQuotas;

/** Turns a refusal for want of quota into a problem with the fields that say when and how much. */
public final class QuotaMapper {
    private final TenantQuotas quotas;

    public QuotaMapper(TenantQuotas quotas) {
        this.quotas = requireNonNull(quotas, "quotas is null");
    }

    @ServerExceptionMapper
    public Response overQuota(QuotaException e) {
        int status = ProblemStatus.of(e.problem().type());
        Response answer = ProblemMappers.response(
                        ProblemView.of(e.problem().type(), status, e.problem().detail(), null))
                .build();
        return RateLimitFields.of(RateLimitFields.retryAfter(answer, e.retryAfter()), quotas.allowances(e.tenant()));
    }
}
