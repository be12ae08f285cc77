package org.stylize.gateway.rest;

import java.time.DateTimeException;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.InvalidJobException;

/** The JSON of a replay by time, before anything is checked. */
@Schema(name = "WebhookReplayRequest", description = "Which events are sent again.")
public record WebhookReplayBody(
        @Schema(
                examples = "2026-11-30T00:00:00Z",
                description = "All that were written since then, as far as they are kept.")
        @Nullable
        String since) {
    /** @throws InvalidJobException if it is missing or no time */
    Instant time() {
        if (since == null) {
            throw new InvalidJobException("since", "a replay needs the time since when");
        }
        try {
            return Instant.parse(since);
        } catch (DateTimeException e) {
            throw new InvalidJobException(
                    "since", "since must be a time such as 2026-11-30T00:00:00Z but is '" + since + "'", e);
        }
    }
}
