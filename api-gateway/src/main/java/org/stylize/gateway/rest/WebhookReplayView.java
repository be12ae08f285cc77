package org.stylize.gateway.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a replay by time has begun. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "WebhookReplay", description = "What a replay by time has begun.")
public record WebhookReplayView(
        @Schema(description = "Messages that are sent again now.")
        int messages,

        @Schema(nullable = true, description = "There are more: ask again with this as 'since'. Absent: these are all.")
        @Nullable
        Instant next) {}
