package org.stylize.gateway.http;

import io.quarkus.vertx.http.runtime.HttpCompressionHandler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;

/** Compression of answers where Quarkus has none. What the resources answer, it compresses itself. */
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

    /** Quarkus marks what it does not compress, and takes the mark away only where there is a body. */
    private static void hideMarker(RoutingContext context) {
        context.addHeadersEndHandler(end -> {
            if (context.response().headers().contains(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY, true)) {
                context.response().headers().remove(HttpHeaders.CONTENT_ENCODING);
            }
        });
        context.next();
    }
}
