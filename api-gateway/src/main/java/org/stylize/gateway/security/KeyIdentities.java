package org.stylize.gateway.security;

import static java.util.Objects.requireNonNull;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.stylize.gateway.access.Gatekeeper;

/** Turns keys into callers. Never waits. */
@Singleton
public final class KeyIdentities implements IdentityProvider<Credential.Key> {
    private final Gatekeeper gatekeeper;

    public KeyIdentities(Gatekeeper gatekeeper) {
        this.gatekeeper = requireNonNull(gatekeeper, "gatekeeper is null");
    }

    @Override
    public Class<Credential.Key> getRequestType() {
        return Credential.Key.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(Credential.Key credential, AuthenticationRequestContext context) {
        return Identities.of(() -> gatekeeper.check(credential.text()));
    }
}
