package org.stylize.gateway.rest;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;

/** The connections under requests. */
final class Connections {
    private Connections() {}

    /** Closes it at once. The interface of Vert.x, and its handler in the channel, close it when the client has read all. */
    static void cut(HttpServerRequest request) {
        if (request.connection() instanceof ConnectionBase connection) {
            Object unused = connection.channelHandlerContext().close();
        } else {
            request.connection().close();
        }
    }
}
