package org.stylize.gateway.rest;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.access.KeyOffice;
import org.stylize.gateway.access.Scope;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.Tenant;

/** The JSON of a key that is to be made, before anything is checked. */
@Schema(name = "KeyRequest", description = "A key that is to be made.")
public record KeyBody(
        @Schema(
                required = true,
                minLength = 1,
                maxLength = 80,
                examples = "ci",
                description = "For people: 1 to 80 printable characters.")
        @Nullable
        String name,

        @Schema(required = true, ref = "#/components/schemas/Scopes") @Nullable
        List<String> scopes,

        @Schema(
                nullable = true,
                description = "Whose key it is; absent: the caller's tenant. Another one only by an operator.")
        @Nullable
        String tenant,

        @Schema(
                nullable = true,
                format = "date-time",
                examples = "2027-01-01T00:00:00Z",
                description = "When it ceases to count; absent: never.")
        @Nullable
        String expiresAt) {
    /** @throws InvalidJobException naming the field that is missing or wrong */
    KeyOffice.Wish wish() {
        if (name == null) {
            throw new InvalidJobException("name", "a key needs a name");
        }
        return new KeyOffice.Wish(
                name,
                scopesOf(scopes == null ? List.of() : scopes),
                tenant == null ? null : new Tenant(tenant),
                expiresAt == null ? null : timeOf(expiresAt));
    }

    private static Set<Scope> scopesOf(List<String> names) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String name : names) {
            Scope scope = Scope.named(String.valueOf(name))
                    .orElseThrow(() -> new InvalidJobException(
                            "scopes",
                            "scopes are " + EnumSet.allOf(Scope.class) + ", and '" + name + "' is none of them"));
            if (!scopes.add(scope)) {
                throw new InvalidJobException("scopes", "scopes names " + scope + " twice");
            }
        }
        return scopes;
    }

    private static Instant timeOf(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidJobException(
                    "expiresAt", "expiresAt must be a time such as 2027-01-01T00:00:00Z but is '" + text + "'", e);
        }
    }
}
