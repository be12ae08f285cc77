package org.stylize.gateway.security;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.stream.Collectors;
import org.stylize.gateway.access.Principal;
import org.stylize.gateway.access.Scope;
import org.stylize.gateway.access.Verdict;

/** Callers as Quarkus has them; scopes are roles. */
final class Identities {
    /** The attribute of a failure that has the {@link org.stylize.gateway.access.Refusal}. */
    static final String REFUSAL = "stylize.refusal";

    private Identities() {}

    static Uni<SecurityIdentity> of(Verdict verdict) {
        return verdict instanceof Verdict.Accepted accepted
                ? Uni.createFrom().item(of(accepted.principal()))
                : Uni.createFrom()
                        .failure(new AuthenticationFailedException(Map.of(REFUSAL, ((Verdict.Refused) verdict).why())));
    }

    static SecurityIdentity of(Principal principal) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(principal)
                .addRoles(principal.scopes().stream().map(Scope::toString).collect(Collectors.toSet()))
                .build();
    }
}
