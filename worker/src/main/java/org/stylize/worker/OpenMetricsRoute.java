package org.stylize.worker;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Lets Prometheus have the metrics with exemplars. It takes OpenMetrics first and plain text too; Quarkus answers whoever takes plain text
 * with that, which has no exemplars.
 */
@Singleton
final class OpenMetricsRoute {
    private static final String METRICS = "/q/metrics";
    private static final String OPEN_METRICS = "application/openmetrics-text";
    /** Before all routes of Quarkus. */
    private static final int ORDER = -100;

    void install(@Observes Router router) {
        router.get(METRICS).order(ORDER).handler(OpenMetricsRoute::prefer);
    }

    private static void prefer(RoutingContext context) {
        String accepted = context.request().getHeader(HttpHeaders.ACCEPT);
        if (accepted != null && accepted.contains(OPEN_METRICS)) {
            context.request().headers().set(HttpHeaders.ACCEPT, OPEN_METRICS);
        }
        context.next();
    }
}
