package org.stylize.gateway.management;

import static java.util.Objects.requireNonNull;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Serves the metrics at {@value #PATH} of the management port on {@link ManagementThreads}. Quarkus has a route of its own
 * there, which needs one of the threads that serve requests; this one comes before it.
 */
@Singleton
public final class MetricsRoute {
    static final String PATH = "/q/metrics";
    /** Before all routes of Quarkus. */
    private static final int ORDER = -100;

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final Exposition metrics;
    private final ManagementThreads threads;

    public MetricsRoute(Exposition metrics, ManagementThreads threads) {
        this.metrics = requireNonNull(metrics, "metrics is null");
        this.threads = requireNonNull(threads, "threads is null");
    }

    void install(@Observes ManagementInterface management) {
        management.router().get(PATH).order(ORDER).handler(this::answer);
    }

    private void answer(RoutingContext context) {
        Context loop = context.vertx().getOrCreateContext();
        String mediaType = mediaType(context.request().getHeader(HttpHeaders.ACCEPT));
        try {
            threads.execute(() -> {
                try {
                    String text = metrics.as(mediaType);
                    loop.runOnContext(back -> send(context, mediaType, text));
                } catch (RuntimeException e) {
                    loop.runOnContext(back -> context.fail(e));
                }
            });
        } catch (RejectedExecutionException e) {
            context.fail(503);
        }
    }

    private static void send(RoutingContext context, String mediaType, String text) {
        context.response().putHeader(HttpHeaders.CONTENT_TYPE, mediaType).end(text);
    }

    /** OpenMetrics, which has exemplars, unless only other kinds of text are accepted: by browsers, for example. */
    static String mediaType(@Nullable String accepted) {
        return accepted != null
                        && !accepted.contains("application/openmetrics-text")
                        && (accepted.contains("text/plain") || accepted.contains("text/html"))
                ? TEXT
                : OPEN_METRICS;
    }
}
