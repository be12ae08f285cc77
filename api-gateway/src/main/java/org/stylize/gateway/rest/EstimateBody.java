package org.stylize.gateway.rest;

import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a question what a job would cost, before anything is checked.
 *
 * @param width of the content image, in pixels; absent: as if it were a square
 * @param height of the content image, in pixels
 * @param preset name of a preset; without it and without a recipe, the first
 * @param overrides values that replace those of the preset
 * @param recipe a complete recipe, instead of preset and overrides
 * @param lane {@code interactive} or {@code batch}; absent: interactive
 * @param jobs how many such jobs; absent: one
 */
@Schema(name = "EstimateRequest", description = "What would be asked for.")
public record EstimateBody(
        @Schema(
                nullable = true,
                minimum = "1",
                maximum = "65535",
                examples = "3000",
                description =
                        "Width of the photograph. Without width and height, it counts as a square, which costs most.")
        @Nullable
        Integer width,

        @Schema(
                nullable = true,
                minimum = "1",
                maximum = "65535",
                examples = "2000",
                description = "Height of the photograph.")
        @Nullable
        Integer height,

        @Schema(nullable = true, examples = "balanced") @Nullable
        String preset,

        @Schema(
                nullable = true,
                description = "Values that replace those of the preset.",
                examples = "{\"longSidePixels\": 1024}")
        @Nullable
        Map<String, Object> overrides,

        @Schema(nullable = true, description = "A complete recipe as /v1/presets shows them.") @Nullable
        Map<String, Object> recipe,

        @Schema(
                nullable = true,
                enumeration = {"interactive", "batch"})
        @Nullable
        String lane,

        @Schema(nullable = true, minimum = "1", maximum = "10000", description = "How many such jobs; 1 if absent.")
        @Nullable
        Integer jobs) {}
