package org.stylize.worker;

import static java.util.Objects.requireNonNull;

import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.stylize.service.MetricsFormat;

/** Serves the metrics in the {@link MetricsFormat} that was asked for. */
@Singleton
@SuppressWarnings("deprecation") // Quarkus has this registry, and no other
final class MetricsRoute {
    private final PrometheusMeterRegistry registry;

    MetricsRoute(PrometheusMeterRegistry registry) {
        this.registry = requireNonNull(registry, "registry is null");
    }

    void install(@Observes Router router) {
        router.get(MetricsFormat.PATH).order(MetricsFormat.ROUTE_ORDER).blockingHandler(this::answer);
    }

    private void answer(RoutingContext context) {
        String mediaType = MetricsFormat.mediaType(context.request().getHeader(HttpHeaders.ACCEPT));
        context.response().putHeader(HttpHeaders.CONTENT_TYPE, mediaType).end(registry.scrape(mediaType));
    }
}
