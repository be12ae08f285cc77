package org.stylize.gateway.rest;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.stylize.recipe.Recipe;

/** The parts of a multipart submission, for the OpenAPI document only. */
@Schema(
        name = "MultipartJobRequest",
        description =
                "The pictures, and how to paint. To give a style a share or a mask, give its part a name, of lower-case"
                        + " letters, digits and dashes, after a dot: the mask of 'style.sky' is the part 'mask.sky', and its share"
                        + " is 'sky' in the 'shares' of the part 'request'. Each style has a mask, or none has.")
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
                description = "The paintings, 1 to " + Recipe.MOST_STYLES
                        + " with those of named parts. Needed if there is no part 'style.NAME'.")
        List<String> style,

        @Schema(
                type = SchemaType.STRING,
                format = "binary",
                nullable = true,
                description = "The picture before the first step; only for a recipe whose start is 'picture'.")
        @Nullable
        String start,

        @Schema(
                type = SchemaType.STRING,
                format = "binary",
                nullable = true,
                description = "Grey picture that is white where the photograph is to stay, a face for example.")
        @Nullable
        String protection,

        @Schema(
                description =
                        "Preset and overrides, or a recipe, the shares of named styles, and how and when, as JSON;"
                                + " pictures are not named here.")
        @Nullable
        SubmissionBody request) {
    public MultipartSchema {
        style = List.copyOf(style);
    }
}
