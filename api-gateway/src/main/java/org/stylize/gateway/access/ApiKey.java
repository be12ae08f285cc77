package org.stylize.gateway.access;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.KeyRecord;
import org.stylize.proto.Tenant;

/**
 * What is known of a key. Its secret is not.
 *
 * @param issued how it was made
 * @param retiresAt when another key has taken its place; null: none does
 * @param revokedAt null: it is not revoked
 * @param usedAt when a request had it, to a minute; null: never
 */
public record ApiKey(
        KeyRecord.Issued issued,
        @Nullable Instant retiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant usedAt) {
    /** Whether a key counts, and if not, why. */
    public enum State {
        ACTIVE,
        EXPIRED,
        REVOKED
    }

    public ApiKey {
        requireNonNull(issued, "issued is null");
    }

    public String id() {
        return issued.id();
    }

    public Tenant tenant() {
        return issued.tenant();
    }

    /** Those that this release knows, in their order. */
    public Set<Scope> scopes() {
        return Principal.ordered(Scope.named(issued.scopes()));
    }

    /** When it ceases to count, if it is not revoked before; null: never. */
    public @Nullable Instant expiresAt() {
        return earlier(issued.expiresAt(), retiresAt);
    }

    /** A key that is revoked is so at once, whatever the time of that and the clocks of two gateways. */
    public State state(Instant now) {
        Instant end = expiresAt();
        if (revokedAt != null) {
            return State.REVOKED;
        }
        return end == null || now.isBefore(end) ? State.ACTIVE : State.EXPIRED;
    }

    /** Whoever has this key. */
    public Principal principal() {
        return new Principal(tenant(), subject(id()), issued.name(), scopes(), expiresAt());
    }

    static String subject(String id) {
        return "key:" + id;
    }

    static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
