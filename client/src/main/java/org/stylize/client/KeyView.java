package org.stylize.client;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key at the time of the service's answer, without its secret.
 *
 * @param id names the key; it is also a part of the key
 * @param tenant whom the key belongs to
 * @param name for people
 * @param scopes what the key allows
 * @param createdBy the subject that made the key, such as {@code key:3hTq0aZ81mXk}
 * @param expiresAt when the key ends; null for never
 * @param revokedAt when the key was revoked; null if it was not
 * @param lastUsedAt when the key was last used; null for never
 * @param links addresses, relative to the host
 */
public record KeyView(
        String id,
        String tenant,
        String name,
        List<Scope> scopes,
        @Nullable Instant createdAt,
        @Nullable String createdBy,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt,
        KeyState state,
        @Nullable Links links) {
    public KeyView {
        requireNonNull(id, "id is null");
        requireNonNull(state, "state is null");
        tenant = tenant == null ? "" : tenant;
        name = name == null ? "" : name;
        scopes = scopes == null ? List.of() : List.copyOf(scopes);
    }

    /** Addresses, relative to the host. */
    public record Links(@Nullable String self, @Nullable String rotate) {}
}
