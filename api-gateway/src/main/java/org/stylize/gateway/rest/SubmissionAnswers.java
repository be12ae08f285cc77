package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.stylize.gateway.quota.QuotaException;
import org.stylize.gateway.quota.TenantQuotas;
import org.stylize.gateway.view.JobViews;
import org.stylize.proto.JobRecord;
import org.stylize.proto.Tenant;

/**
 * Answers submissions: at once, or when the job has ended, if the caller prefers that. No thread waits; one answer that
 * waits counts as an event stream of the tenant, and is not waited for if that is one too many. For any thread.
 */
@Singleton
public final class SubmissionAnswers {
    private final JobPresenter presenter;
    private final JobViews views;
    private final TenantQuotas quotas;

    public SubmissionAnswers(JobPresenter presenter, JobViews views, TenantQuotas quotas) {
        this.presenter = requireNonNull(presenter, "presenter is null");
        this.views = requireNonNull(views, "views is null");
        this.quotas = requireNonNull(quotas, "quotas is null");
    }

    CompletionStage<Response> of(JobRecord job, Tenant tenant, Waiting waiting) {
        Response accepted = presenter.accepted(job);
        if (!waiting.isWanted()) {
            return CompletableFuture.completedFuture(limited(accepted, tenant));
        }
        Runnable ended;
        try {
            ended = quotas.openStream(tenant);
        } catch (QuotaException e) {
            return CompletableFuture.completedFuture(limited(accepted, tenant)); // the job is accepted
        }
        String address = accepted.getHeaderString(HttpHeaders.LOCATION); // the request is not at hand later
        CompletableFuture<JobRecord> end =
                views.when(job.id(), now -> now.state().isTerminal());
        return end.copy()
                .orTimeout(waiting.longest().toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(late -> views.find(tenant, job.id()).orElse(job))
                .thenApply(now -> {
                    end.cancel(false);
                    ended.run();
                    Response answer = Response.status(now.state().isTerminal() ? 200 : 202)
                            .entity(presenter.view(now))
                            .header(HttpHeaders.LOCATION, address)
                            .header("Preference-Applied", waiting)
                            .build();
                    return limited(answer, tenant);
                });
    }

    private Response limited(Response answer, Tenant tenant) {
        return RateLimitFields.of(answer, quotas.allowances(tenant));
    }
}
