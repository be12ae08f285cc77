package org.stylize.gateway.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A page of dead letters, newest first.
 *
 * @param next the cursor of the next page, where there is one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "DeadLetterPage", description = "A page of dead letters, newest first.")
public record DeadLetterPageView(
        List<DeadLetterView> items,

        @Schema(nullable = true, description = "Cursor of the next page; absent on the last.") @Nullable
        String next) {
    public DeadLetterPageView {
        items = List.copyOf(items);
    }
}
