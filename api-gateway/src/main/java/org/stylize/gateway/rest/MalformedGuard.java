package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.ProblemType;

/**
 * Answers requests that HTTP itself does not understand with a problem, where the framework would take them for faults of
 * its own, or write each into the log. On the event loop.
 */
@Singleton
public final class MalformedGuard {
    /** Before everything that reads these headers. */
    private static final int PRIORITY = 1_000;

    private final ProblemAnswer answer;

    public MalformedGuard(ProblemAnswer answer) {
        this.answer = requireNonNull(answer, "answer is null");
    }

    void install(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    void install(@Observes Router router) {
        router.route().failureHandler(this::explain);
    }

    private void check(RoutingContext context) {
        List<String> types = context.request().headers().getAll(HttpHeaders.CONTENT_TYPE);
        if (types.size() > 1 || !types.stream().allMatch(MalformedGuard::isMediaType)) {
            answer.refuse(
                    context,
                    ProblemView.of(
                            ProblemType.UNSUPPORTED_MEDIA_TYPE,
                            415,
                            "Content-Type must be one media type, such as application/json",
                            "Content-Type"),
                    Map.of());
            return;
        }
        for (String accepted : context.request().headers().getAll(HttpHeaders.ACCEPT)) {
            for (String type : accepted.split(",", -1)) {
                if (!type.isBlank() && !isMediaType(type)) {
                    answer.refuse(
                            context,
                            HttpErrors.of(
                                    400, "Accept must be a list of media types, such as application/json, */*;q=0.5"),
                            Map.of());
                    return;
                }
            }
        }
        context.next();
    }

    /** What failed outside of a resource. */
    private void explain(RoutingContext context) {
        if (context.response().ended() || context.response().closed()) {
            return; // the client has an answer, or has gone
        }
        ProblemView problem = problem(context);
        if (problem == null) {
            context.next();
        } else if (SpooledBody.of(context) == null) {
            answer.refuse(context, problem, Map.of());
        } else {
            answer.send(context, problem); // the body has been read
        }
    }

    private static @Nullable ProblemView problem(RoutingContext context) {
        // A multipart body that is broken or truncated fails before a resource sees it, without a message.
        if (context.failure() instanceof IOException && BodyReader.isMultipart(context.request())) {
            return ProblemMappers.brokenForm();
        }
        int status = context.statusCode();
        return context.failure() != null && status >= 400 && status < 500
                ? HttpErrors.of(status, String.valueOf(context.failure().getMessage()))
                : null;
    }

    private static boolean isMediaType(String text) {
        try {
            MediaType unused = MediaType.valueOf(text.strip());
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
