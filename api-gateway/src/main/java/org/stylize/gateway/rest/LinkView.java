package org.stylize.gateway.rest;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.stylize.gateway.picture.DirectTransfers;

/** Where a file can be fetched without a key, in the API. */
@Schema(name = "SignedLink", description = "An address of the store that needs no key.")
record LinkView(
        @Schema(description = "Whoever has it may fetch the file.")
        String url,

        @Schema(description = "Until when it counts.") Instant expiresAt) {
    static LinkView of(DirectTransfers.Link link) {
        return new LinkView(link.url(), link.end());
    }
}
