package org.stylize.gateway.management;

import static java.util.Objects.requireNonNull;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.RejectedExecutionException;
import org.stylize.service.MetricsFormat;

/**
 * Serves the metrics at {@value MetricsFormat#PATH} of the management port on {@link ManagementThreads}. Quarkus has a route of its own
 * there, which needs one of the threads that serve requests; this one comes before it.
 */
@Singleton
public final class MetricsRoute {
    private final Exposition metrics;
    private final ManagementThreads threads;

    public MetricsRoute(Exposition metrics, ManagementThreads threads) {
        this.metrics = requireNonNull(metrics, "metrics is null");
        this.threads = requireNonNull(threads, "threads is null");
    }

    void install(@Observes ManagementInterface management) {
        management
                .router()
                .get(MetricsFormat.PATH)
                .order(MetricsFormat.ROUTE_ORDER)
                .handler(this::answer);
    }

    private void answer(RoutingContext context) {
        Context loop = context.vertx().getOrCreateContext();
        String mediaType = MetricsFormat.mediaType(context.request().getHeader(HttpHeaders.ACCEPT));
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
}
