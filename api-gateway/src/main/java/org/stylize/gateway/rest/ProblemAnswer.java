package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import org.stylize.proto.ProblemType;

/** Answers with a problem where no resource does, on the event loop. */
@Singleton
public final class ProblemAnswer {
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(30);

    private final ObjectMapper mapper;

    public ProblemAnswer(ObjectMapper mapper) {
        this.mapper = requireNonNull(mapper, "mapper is null");
    }

    /**
     * Refuses a request without reading its body. What comes of the body is discarded for a limited time, because most
     * clients read the answer only after they have sent everything.
     */
    public void refuse(RoutingContext context, ProblemType type, String detail, Map<String, String> headers) {
        refuse(context, ProblemView.of(type, ProblemStatus.of(type), detail, null), headers);
    }

    /** The same with any problem. */
    void refuse(RoutingContext context, ProblemView problem, Map<String, String> headers) {
        HttpServerRequest request = context.request();
        if (!request.isEnded()) {
            long timer = context.vertx().setTimer(LONGEST_DRAIN.toMillis(), late -> Connections.cut(request));
            request.endHandler(end -> context.vertx().cancelTimer(timer));
            request.exceptionHandler(gone -> context.vertx().cancelTimer(timer));
            request.handler(thrownAway -> {});
        }
        headers.forEach(context.response()::putHeader);
        send(context, problem);
        request.resume();
    }

    void send(RoutingContext context, ProblemView problem) {
        context.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, ProblemView.MEDIA_TYPE)
                .end(json(problem));
    }

    private String json(ProblemView problem) {
        try {
            return mapper.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem cannot be written as JSON", e);
        }
    }
}
