package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody has logged in at the page. Written once; a record without a value under the same key ends the session.
 *
 * @param sha256 of what the browser has, hexadecimal; the key of the Kafka record
 * @param expiresAt when it ends of itself
 * @param keyId the API key that it lives and dies with, which also says who it is and what he may do; null: none
 * @param subject who it is, for records
 * @param name who it is, for people
 * @param scopes by their names; a gateway ignores those that it does not know
 */
public record SessionRecord(
        String sha256,
        Instant startedAt,
        Instant expiresAt,
        @Nullable String keyId,
        String subject,
        String name,
        Tenant tenant,
        Set<String> scopes) {
    public SessionRecord {
        requireNonNull(sha256, "sha256 is null");
        requireNonNull(startedAt, "startedAt is null");
        requireNonNull(expiresAt, "expiresAt is null");
        requireNonNull(subject, "subject is null");
        requireNonNull(name, "name is null");
        requireNonNull(tenant, "tenant is null");
        scopes = Set.copyOf(scopes);
    }
}
