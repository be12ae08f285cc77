package org.stylize.gateway.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A page of batches.
 *
 * @param next cursor of the next page; null if there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "BatchPage", description = "A page of batches, newest first.")
record BatchPageView(
        List<BatchView> items,

        @Schema(nullable = true, description = "Send it as 'cursor' for the next page; absent on the last one.")
        @Nullable
        String next) {
    BatchPageView {
        items = List.copyOf(items);
    }
}
