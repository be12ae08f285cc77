package org.stylize.gateway.rest;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.gateway.webhook.UnknownWebhookException;
import org.stylize.gateway.webhook.WebhookStateException;
import org.stylize.gateway.webhook.WebhooksUnavailableException;
import org.stylize.proto.ProblemType;

/** Turns what goes wrong with webhooks into problems. */
public final class WebhookMappers {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookMappers.class);

    @ServerExceptionMapper
    public Response unknown(UnknownWebhookException e) {
        return problem(ProblemType.UNKNOWN_WEBHOOK, e).build();
    }

    @ServerExceptionMapper
    public Response state(WebhookStateException e) {
        return problem(ProblemType.NOT_POSSIBLE, e).build();
    }

    @ServerExceptionMapper
    public Response unavailable(WebhooksUnavailableException e) {
        LOG.warn(
                "A request about a webhook cannot be served now: {} ({})",
                e.getMessage(),
                String.valueOf(e.getCause()));
        return problem(ProblemType.UNAVAILABLE, e)
                .header(HttpHeaders.RETRY_AFTER, ProblemMappers.RETRY_AFTER.toSeconds())
                .build();
    }

    private static Response.ResponseBuilder problem(ProblemType type, RuntimeException e) {
        return ProblemMappers.response(
                ProblemView.of(type, ProblemStatus.of(type), String.valueOf(e.getMessage()), null));
    }
}
