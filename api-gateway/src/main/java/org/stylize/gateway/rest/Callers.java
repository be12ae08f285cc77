package org.stylize.gateway.rest;

import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;

/** Who sent a request, where no resource is asked yet. */
final class Callers {
    private Callers() {}

    /** Names the caller: his key, session or name at the issuer, or his address if nobody knows him. */
    static String nameOf(RoutingContext context) {
        if (context.user() instanceof QuarkusHttpUser user
                && !user.getSecurityIdentity().isAnonymous()) {
            return user.getSecurityIdentity().getPrincipal().getName();
        }
        SocketAddress address = context.request().remoteAddress();
        return address == null ? "unknown" : "address:" + address.hostAddress();
    }
}
