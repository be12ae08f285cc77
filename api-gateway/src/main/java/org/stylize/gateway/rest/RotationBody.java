package org.stylize.gateway.rest;

import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.access.KeyOffice;

/** The JSON of a rotation, before anything is checked. */
@Schema(name = "RotationRequest", description = "How a key is replaced.")
public record RotationBody(
        @Schema(
                nullable = true,
                minimum = "0",
                maximum = "2592000",
                defaultValue = "86400",
                description = "How long the old key goes on, in seconds, if it does not expire before.")
        @Nullable
        Long overlapSeconds) {
    Duration overlap() {
        return overlapSeconds == null ? KeyOffice.USUAL_OVERLAP : Duration.ofSeconds(overlapSeconds);
    }
}
