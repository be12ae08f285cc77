package org.stylize.client;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key to make. Immutable; the {@code with…} methods return changed copies.
 *
 * @param name for people, 1 to 80 printable characters
 * @param scopes what the key allows: at least one, each once
 * @param tenant whom the key belongs to; null for the caller's own tenant
 * @param expiresAt when the key ends; null for never
 */
public record NewKey(
        String name,
        List<Scope> scopes,
        @Nullable String tenant,
        @Nullable Instant expiresAt) {
    private static final int LONGEST_NAME = 80;

    public NewKey {
        requireNonNull(name, "name is null");
        scopes = List.copyOf(scopes);
        int characters = name.codePointCount(0, name.length());
        if (name.isBlank() || characters > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "the name of a key has 1 to " + LONGEST_NAME + " characters but has " + characters);
        }
        if (scopes.isEmpty() || scopes.contains(Scope.UNKNOWN)) {
            throw new IllegalArgumentException("a key has at least one known scope but found " + scopes);
        }
        if (EnumSet.copyOf(scopes).size() < scopes.size()) {
            throw new IllegalArgumentException("a key has each scope once but found " + scopes);
        }
    }

    /** A key of the caller's own tenant that does not expire. */
    public static NewKey of(String name, Scope... scopes) {
        return new NewKey(name, List.of(scopes), null, null);
    }

    /** Sets whom the key belongs to; for operators. */
    public NewKey withTenant(String newTenant) {
        return new NewKey(name, scopes, newTenant, expiresAt);
    }

    /** Sets when the key ends. */
    public NewKey withExpiry(Instant newExpiry) {
        return new NewKey(name, scopes, tenant, newExpiry);
    }
}
