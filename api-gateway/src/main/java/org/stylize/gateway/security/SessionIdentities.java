package org.stylize.gateway.security;

import static java.util.Objects.requireNonNull;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.stylize.gateway.access.Gatekeeper;

/** Turns sessions into callers. Never waits. */
@Singleton
public final class SessionIdentities implements IdentityProvider<Credential.Session> {
    private final Gatekeeper gatekeeper;

    public SessionIdentities(Gatekeeper gatekeeper) {
        this.gatekeeper = requireNonNull(gatekeeper, "gatekeeper is null");
    }

    @Override
    public Class<Credential.Session> getRequestType() {
        return Credential.Session.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(Credential.Session credential, AuthenticationRequestContext context) {
        return Identities.of(() -> gatekeeper.checkSession(credential.text()));
    }
}
