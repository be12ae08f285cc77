package org.stylize.gateway.security;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** From where requests come, and where they were sent to. */
final class Addresses {
    private Addresses() {}

    /** The host and port that a request was sent to; null if it names none. */
    static @Nullable String host(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        return authority == null ? null : authority.toString();
    }

    /** The address of the client, as the gateway or the proxy that it believes saw it; empty if it is gone. */
    static String of(RoutingContext context) {
        SocketAddress address = context.request().remoteAddress();
        String host = address == null ? null : address.hostAddress();
        return host == null ? "" : host;
    }
}
