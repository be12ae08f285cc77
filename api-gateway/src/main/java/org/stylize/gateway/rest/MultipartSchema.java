package org.stylize.gateway.rest;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The parts of a multipart submission, for the OpenAPI document only. */
@Schema(name = "MultipartJobRequest", description = "The pictures, and how to paint.")
public record MultipartSchema(
        @Schema(
                type = SchemaType.STRING,
                format = "binary",
                required = true,
                description = "The photograph, at most 64 MiB.")
        String content,

        @Schema(
                type = SchemaType.ARRAY,
                implementation = byte[].class,
                format = "binary",
                required = true,
                description = "The paintings, 1 to 16.")
        List<String> style,

        @Schema(description = "Preset and overrides, or a recipe, as JSON; pictures are not named here.") @Nullable
        JobRequest request) {
    public MultipartSchema {
        style = List.copyOf(style);
    }
}
