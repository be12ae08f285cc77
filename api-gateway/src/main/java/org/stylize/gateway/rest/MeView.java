package org.stylize.gateway.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.access.Principal;
import org.stylize.gateway.access.Scope;

/** Who the caller is. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Me", description = "Who the caller is, and what he may do.")
public record MeView(
        @Schema(examples = "acme") String tenant,
        @Schema(examples = "key:3hTq0ZkW8n1B") String subject,
        @Schema(examples = "ci") String name,

        @Schema(ref = "#/components/schemas/Scopes") List<String> scopes,

        @Schema(nullable = true, description = "When the key ceases to count; absent: never.") @Nullable
        Instant expiresAt) {
    public MeView {
        scopes = List.copyOf(scopes);
    }

    static MeView of(Principal principal) {
        return new MeView(
                principal.tenant().name(),
                principal.subject(),
                principal.name(),
                principal.scopes().stream().map(Scope::toString).toList(),
                principal.expiresAt());
    }
}
