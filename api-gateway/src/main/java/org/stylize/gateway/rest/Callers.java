package org.stylize.gateway.rest;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.access.Scope;
import org.stylize.gateway.transfer.Transfers;

/** Who sent a request, where no resource is asked yet. */
final class Callers {
    private Callers() {}

    /** The caller, by his key, session or name at the issuer, or by his address if nobody knows him. */
    static Transfers.Caller of(RoutingContext context) {
        SecurityIdentity identity = identity(context);
        if (identity != null) {
            return new Transfers.Caller(identity.getPrincipal().getName(), true);
        }
        SocketAddress address = context.request().remoteAddress();
        return new Transfers.Caller(address == null ? "unknown" : "address:" + address.hostAddress(), false);
    }

    /** Whether the caller has that scope. */
    static boolean may(RoutingContext context, Scope scope) {
        SecurityIdentity identity = identity(context);
        return identity != null && identity.hasRole(scope.toString());
    }

    private static @Nullable SecurityIdentity identity(RoutingContext context) {
        return context.user() instanceof QuarkusHttpUser user
                        && !user.getSecurityIdentity().isAnonymous()
                ? user.getSecurityIdentity()
                : null;
    }
}
