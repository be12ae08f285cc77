package org.stylize.gateway.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A page of jobs, newest first.
 *
 * @param next the cursor of the next page, where there is one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "JobPage", description = "A page of jobs, newest first.")
public record JobPageView(
        @Schema(type = SchemaType.ARRAY, implementation = JobSchema.class)
        List<JobView> items,

        @Schema(nullable = true, description = "Cursor of the next page; absent on the last.") @Nullable
        String next) {
    public JobPageView {
        items = List.copyOf(items);
    }
}
