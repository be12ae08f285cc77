package org.stylize.gateway.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Who is logged in, and how one logs in. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Session", description = "Who is logged in, and how one logs in.")
public record SessionView(
        @Schema(description = "Whether requests need a key, a token or a session.")
        boolean needed,

        @Schema(
                nullable = true,
                examples = "/login",
                description = "Where people log in at the issuer; absent: with a key only.")
        @Nullable
        String login,

        @Schema(nullable = true, description = "The caller; absent: nobody is logged in.") @Nullable
        MeView caller) {}
