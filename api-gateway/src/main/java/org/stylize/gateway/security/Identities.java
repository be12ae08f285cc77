package org.stylize.gateway.security;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.stylize.gateway.access.Principal;
import org.stylize.gateway.access.Scope;
import org.stylize.gateway.access.Verdict;
import org.stylize.gateway.rest.Caller;

/** Callers as Quarkus has them; scopes are roles. */
final class Identities {
    /** The attribute of a failure that has the {@link org.stylize.gateway.access.Refusal}. */
    static final String REFUSAL = "stylize.refusal";

    private Identities() {}

    /** @param check of what the caller has shown; is asked again while a long answer goes on */
    static Uni<SecurityIdentity> of(Supplier<Verdict> check) {
        Verdict verdict = check.get();
        return verdict instanceof Verdict.Accepted accepted
                ? Uni.createFrom().item(of(accepted.principal(), () -> check.get() instanceof Verdict.Accepted))
                : Uni.createFrom()
                        .failure(new AuthenticationFailedException(Map.of(REFUSAL, ((Verdict.Refused) verdict).why())));
    }

    /** @param counts whether the caller still counts */
    static SecurityIdentity of(Principal principal, BooleanSupplier counts) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(principal)
                .addAttribute(Caller.COUNTS, counts)
                .addRoles(principal.scopes().stream().map(Scope::toString).collect(Collectors.toSet()))
                .build();
    }
}
