package org.stylize.client;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom the service takes the caller for.
 *
 * @param tenant whom the key belongs to
 * @param subject names the caller in records of what was done, such as {@code key:3hTq0aZ81mXk}
 * @param name of the key, for people
 * @param scopes what the key allows
 * @param expiresAt when the key ends; null for never
 */
public record Me(
        String tenant,
        String subject,
        @Nullable String name,
        List<Scope> scopes,
        @Nullable Instant expiresAt) {
    public Me {
        requireNonNull(tenant, "tenant is null");
        subject = subject == null ? "" : subject;
        scopes = scopes == null ? List.of() : List.copyOf(scopes);
    }
}
