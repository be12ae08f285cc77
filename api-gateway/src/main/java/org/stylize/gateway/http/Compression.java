package org.stylize.gateway.http;

import io.quarkus.vertx.http.runtime.HttpCompressionHandler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;

/** Compresses answers that Quarkus does not compress itself. Quarkus compresses the answers of resources. */
@Singleton
public final class Compression {
    private static final Set<String> FOR_DEVELOPERS =
            Set.of("text/html", "text/css", "text/javascript", "application/json", "application/yaml");

    void install(@Observes Router router) {
        router.routeWithRegex("/openapi|/api/.*").order(0).handler(Compression::compress);
        router.head().order(0).handler(Compression::hideMarker);
    }

    /** The API's document and its page. */
    private static void compress(RoutingContext context) {
        context.addHeadersEndHandler(end -> HttpCompressionHandler.compressIfNeeded(context, FOR_DEVELOPERS));
        context.next();
    }

    /** Quarkus marks an answer that it does not compress, and removes the mark only if the answer has a body. */
    private static void hideMarker(RoutingContext context) {
        context.addHeadersEndHandler(end -> {
            if (context.response().headers().contains(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY, true)) {
                context.response().headers().remove(HttpHeaders.CONTENT_ENCODING);
            }
        });
        context.next();
    }
}
