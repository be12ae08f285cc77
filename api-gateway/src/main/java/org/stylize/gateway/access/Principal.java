package org.stylize.gateway.access;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.Tenant;

/**
 * Who sent a request, and what he may do.
 *
 * @param subject names the caller, for records: {@code key:} and the id of a key, {@code oidc:} and the
 *     issuer's name for him, or {@code anonymous}
 * @param name for people
 * @param scopes in their order
 * @param expiresAt when the caller ceases to be known; null: never
 */
public record Principal(
        Tenant tenant,
        String subject,
        String name,
        Set<Scope> scopes,
        @Nullable Instant expiresAt) implements java.security.Principal {
    /** Everybody, where no key is needed. */
    public static final Principal ANONYMOUS =
            new Principal(Tenant.DEFAULT, "anonymous", "anonymous", EnumSet.allOf(Scope.class), null);

    public Principal {
        requireNonNull(tenant, "tenant is null");
        requireNonNull(subject, "subject is null");
        requireNonNull(name, "name is null");
        scopes = ordered(scopes);
    }

    /** The same one until another time. */
    Principal until(@Nullable Instant end) {
        return new Principal(tenant, subject, name, scopes, end);
    }

    /** Whether the caller is still known then. */
    public boolean countsAt(Instant time) {
        return expiresAt == null || time.isBefore(expiresAt);
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }

    /** The subject. */
    @Override
    public String getName() {
        return subject;
    }

    /** Immutable, in the order of the enumeration. */
    static Set<Scope> ordered(Set<Scope> scopes) {
        Set<Scope> ordered = EnumSet.noneOf(Scope.class);
        ordered.addAll(scopes);
        return Collections.unmodifiableSet(ordered);
    }
}
