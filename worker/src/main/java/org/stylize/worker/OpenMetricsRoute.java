package org.stylize.worker;

import static java.util.Objects.requireNonNull;

import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Gives Prometheus the metrics with exemplars. It takes OpenMetrics first and plain text too; Quarkus answers whoever takes plain text with
 * that, which has no exemplars.
 */
@Singleton
@SuppressWarnings("deprecation") // Quarkus has this registry, and no other
final class OpenMetricsRoute {
    private static final String METRICS = "/q/metrics";
    private static final String NAME = "application/openmetrics-text";
    private static final String MEDIA_TYPE = NAME + "; version=1.0.0; charset=utf-8";
    /** Before all routes of Quarkus. */
    private static final int ORDER = -100;

    private final PrometheusMeterRegistry registry;

    OpenMetricsRoute(PrometheusMeterRegistry registry) {
        this.registry = requireNonNull(registry, "registry is null");
    }

    void install(@Observes Router router) {
        router.get(METRICS).order(ORDER).blockingHandler(this::answer);
    }

    private void answer(RoutingContext context) {
        String accepted = context.request().getHeader(HttpHeaders.ACCEPT);
        if (accepted == null || !accepted.contains(NAME)) {
            context.next();
            return;
        }
        context.response().putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE).end(registry.scrape(MEDIA_TYPE));
    }
}
