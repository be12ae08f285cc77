package org.stylize.gateway.rest;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A request as JSON brings it, before anything is checked. In multipart only the last three fields are allowed.
 *
 * @param content the photograph
 * @param styles the paintings
 * @param preset name of a preset; without it and without a recipe, the first of {@code /v1/presets}
 * @param overrides values that replace those of the preset
 * @param recipe a complete recipe, in place of preset and overrides
 */
@Schema(name = "JobRequest", description = "What to paint, and how.")
public record JobRequest(
        @Schema(description = "The photograph.") @Nullable ObjectRef content,

        @Schema(description = "The paintings, 1 to 16.", minItems = 1, maxItems = 16) @Nullable
        List<ObjectRef> styles,

        @Schema(
                nullable = true,
                examples = "d2l",
                description = "Name of a preset; without it and without a recipe, the first of /v1/presets.")
        @Nullable
        String preset,

        @Schema(
                nullable = true,
                description = "Values that replace those of the preset: steps, contentWeight, styleWeight, tvWeight,"
                        + " learningRate, decayEvery, decayFactor, longSidePixels, widthPixels, heightPixels, styleScale,"
                        + " seed, strength, precision, colours, minimalGain, timeBudgetSeconds.",
                examples = "{\"steps\": 100, \"longSidePixels\": 256}")
        @Nullable
        Map<String, Object> overrides,

        @Schema(
                nullable = true,
                description = "A complete recipe as /v1/presets shows them, in place of preset and overrides.")
        @Nullable
        Map<String, Object> recipe) {

    /**
     * An object of the store.
     *
     * @param object its key
     * @param bucket its bucket; the gateway's own if absent
     */
    @Schema(name = "ObjectRef", description = "An object of the store.")
    public record ObjectRef(
            @Schema(description = "The object's key.", examples = "photos/harbour.jpg") @Nullable
            String object,

            @Schema(nullable = true, description = "The object's bucket; the service's own if absent.") @Nullable
            String bucket) {}
}
