package org.stylize.gateway.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.access.ApiKey;
import org.stylize.gateway.access.KeyOffice;
import org.stylize.gateway.access.Scope;

/** An API key as those see it who manage keys. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Key", description = "An API key, without its secret.")
public record KeyView(
        @Schema(examples = "3hTq0ZkW8n1B", description = "The part of the key that is no secret.")
        String id,

        @Schema(examples = "acme") String tenant,
        @Schema(examples = "ci") String name,

        @Schema(ref = "#/components/schemas/Scopes") List<String> scopes,

        Instant createdAt,

        @Schema(description = "Subject of the caller who had it made.")
        String createdBy,

        @Schema(nullable = true, description = "When it ceases to count; absent: never.") @Nullable
        Instant expiresAt,

        @Schema(nullable = true, description = "When it was revoked; absent: it was not.") @Nullable
        Instant revokedAt,

        @Schema(nullable = true, description = "To a minute; absent: never.") @Nullable
        Instant lastUsedAt,

        @Schema(enumeration = {"active", "expired", "revoked"})
        String state,

        KeyView.Links links,

        @Schema(nullable = true, description = "The whole key; only in the answer to the request that made it.")
        @Nullable
        String key) {
    /** Where the key is. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "KeyLinks")
    public record Links(
            String self,

            @Schema(nullable = true, description = "POST here to have another one in its place; only if it is active.")
            @Nullable
            String rotate) {}

    public KeyView {
        scopes = List.copyOf(scopes);
    }

    static KeyView of(ApiKey key, Instant now) {
        return of(key, now, null);
    }

    static KeyView of(KeyOffice.Made made, Instant now) {
        return of(made.key(), now, made.text().reveal());
    }

    private static KeyView of(ApiKey key, Instant now, @Nullable String text) {
        ApiKey.State state = key.state(now);
        String self = KeyResource.PATH + "/" + key.id();
        return new KeyView(
                key.id(),
                key.tenant().name(),
                key.issued().name(),
                key.scopes().stream().map(Scope::toString).toList(),
                key.issued().at(),
                key.issued().by(),
                key.expiresAt(),
                key.revokedAt(),
                key.usedAt(),
                state.name().toLowerCase(Locale.ROOT),
                new Links(self, state == ApiKey.State.ACTIVE ? self + "/rotate" : null),
                text);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "key " + id + " of " + tenant;
    }
}
