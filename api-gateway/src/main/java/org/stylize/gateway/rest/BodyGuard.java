package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.stylize.proto.ProblemType;

/**
 * Refuses a body whose Content-Length is too large, before any of it is stored.
 */
@Singleton
public final class BodyGuard {
    /** Runs before everything else that reads a body, and after authentication and authorization (200 and 100). */
    private static final int PRIORITY = 50;

    private final BodyLimits limits;
    private final ProblemAnswer answer;

    public BodyGuard(BodyLimits limits, ProblemAnswer answer) {
        this.limits = requireNonNull(limits, "limits is null");
        this.answer = requireNonNull(answer, "answer is null");
    }

    void install(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    void install(@Observes Router router) {
        router.route("/v1/*").failureHandler(this::explain);
    }

    /** A multipart body that is broken or truncated fails before a resource sees it, without a message. */
    private void explain(RoutingContext context) {
        if (context.failure() instanceof IOException
                && isMultipart(context.request())
                && !context.response().ended()) {
            answer.send(
                    context,
                    ProblemView.of(
                            ProblemType.INVALID_JOB,
                            400,
                            "the multipart body cannot be read: it is truncated, or its parts do not match its boundary",
                            "body"));
        } else {
            context.next();
        }
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        long most = isMultipart(request) ? limits.bodyBytes() : limits.jsonBytes();
        if (!hasBody(request) || declaredBytes(request) <= most) {
            context.next();
            return;
        }
        answer.refuse(
                context,
                ProblemType.BODY_TOO_LARGE,
                "a body may have at most " + most + " bytes here but this one has " + declaredBytes(request),
                Map.of());
    }

    private static boolean hasBody(HttpServerRequest request) {
        return request.method().equals(HttpMethod.POST) || request.method().equals(HttpMethod.PUT);
    }

    private static boolean isMultipart(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    /** 0 if there is no Content-Length; such a body is counted while it is read. */
    private static long declaredBytes(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
