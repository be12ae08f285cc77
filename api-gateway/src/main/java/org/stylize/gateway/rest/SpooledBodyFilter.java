package org.stylize.gateway.rest;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.IOException;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Gives resources the body that {@link BodyReader} has read. */
public final class SpooledBodyFilter {
    @ServerRequestFilter
    public void give(ContainerRequestContext request, RoutingContext context) throws IOException {
        SpooledBody body = SpooledBody.of(context);
        if (body != null) {
            request.setEntityStream(body.open());
        }
    }
}
