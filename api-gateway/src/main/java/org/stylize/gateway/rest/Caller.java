package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.stylize.gateway.access.Principal;
import org.stylize.proto.Tenant;

/** Who sent the request that is being answered. For the thread of a request. */
@Singleton
public final class Caller {
    /** Attribute of an identity: a BooleanSupplier that says whether the caller still counts. */
    public static final String COUNTS = "stylize.counts";

    /** Stands for the identity of the present request. */
    private final SecurityIdentity identity;

    public Caller(SecurityIdentity identity) {
        this.identity = requireNonNull(identity, "identity is null");
    }

    /** Whom the jobs of this caller belong to. */
    public Tenant tenant() {
        return principal().tenant();
    }

    /** Says, at any time and on any thread, whether this caller still counts: his key, session or token may end. */
    BooleanSupplier counts() {
        BooleanSupplier counts = identity.getAttribute(COUNTS);
        return counts == null ? () -> true : counts;
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
