package org.stylize.gateway.rest;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a purge did. */
@Schema(name = "Purged", description = "What a purge did.")
public record PurgedView(
        @Schema(description = "Dead letters of the list that are deleted.")
        int removed) {}
