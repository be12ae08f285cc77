package org.stylize.gateway.security;

import static java.util.Objects.requireNonNull;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.stream.Collectors;
import org.stylize.gateway.access.Gatekeeper;
import org.stylize.gateway.access.Principal;
import org.stylize.gateway.access.Scope;
import org.stylize.gateway.access.Verdict;

/** Turns keys into identities; the scopes are their roles. Never waits. */
@Singleton
public final class KeyIdentities implements IdentityProvider<KeyCredential> {
    /** The attribute of a failure that has the {@link org.stylize.gateway.access.Refusal}. */
    static final String REFUSAL = "stylize.refusal";

    private final Gatekeeper gatekeeper;

    public KeyIdentities(Gatekeeper gatekeeper) {
        this.gatekeeper = requireNonNull(gatekeeper, "gatekeeper is null");
    }

    @Override
    public Class<KeyCredential> getRequestType() {
        return KeyCredential.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(KeyCredential credential, AuthenticationRequestContext context) {
        Verdict verdict = gatekeeper.check(credential.text());
        return verdict instanceof Verdict.Accepted accepted
                ? Uni.createFrom().item(identity(accepted.principal()))
                : Uni.createFrom()
                        .failure(new AuthenticationFailedException(Map.of(REFUSAL, ((Verdict.Refused) verdict).why())));
    }

    static SecurityIdentity identity(Principal principal) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(principal)
                .addRoles(principal.scopes().stream().map(Scope::toString).collect(Collectors.toSet()))
                .build();
    }
}
