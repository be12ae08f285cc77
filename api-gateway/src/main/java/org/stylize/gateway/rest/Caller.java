package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.stylize.gateway.access.Principal;
import org.stylize.proto.Tenant;

/** Who sent the request that is being answered. For the thread of a request. */
@Singleton
public final class Caller {
    /** Stands for the identity of the present request. */
    private final SecurityIdentity identity;

    public Caller(SecurityIdentity identity) {
        this.identity = requireNonNull(identity, "identity is null");
    }

    /** Whom the jobs of this caller belong to. */
    public Tenant tenant() {
        return principal().tenant();
    }

    /** The caller; empty if nobody knows him, which happens in a resource that needs no key. */
    Optional<Principal> known() {
        return identity.getPrincipal() instanceof Principal known ? Optional.of(known) : Optional.empty();
    }

    /**
     * The caller.
     *
     * @throws UnauthorizedException in a resource that needs no key
     */
    public Principal principal() {
        return known().orElseThrow(UnauthorizedException::new);
    }
}
