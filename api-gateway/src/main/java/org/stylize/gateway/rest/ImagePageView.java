package org.stylize.gateway.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A page of pictures.
 *
 * @param next cursor of the next page; null if there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ImagePage", description = "A page of pictures, in the order of their ids.")
record ImagePageView(
        List<ImageView> items,

        @Schema(nullable = true, description = "Send it as 'cursor' for the next page; absent on the last one.")
        @Nullable
        String next) {
    ImagePageView {
        items = List.copyOf(items);
    }
}
