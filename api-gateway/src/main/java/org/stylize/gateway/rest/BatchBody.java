package org.stylize.gateway.rest;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.JobTags;

/**
 * The JSON of a batch, before anything is checked.
 *
 * @param contents the photographs, objects of the store
 * @param styles paintings, each of which is used alone
 * @param mixtures paintings that are used together
 * @param recipes each of which is used; absent: the first preset
 * @param ttlSeconds of each job
 * @param deadline of each job
 * @param lane of each job; absent: batch
 * @param output of each job
 * @param labels of each job
 * @param metadata of each job
 */
@Schema(
        name = "BatchRequest",
        description =
                "Each content image in the manner of each style and each mixture, by each recipe: up to 10,000 jobs.")
public record BatchBody(
        @Schema(description = "The photographs: objects of the store.", minItems = 1, maxItems = 10_000) @Nullable
        List<SubmissionBody.PictureRef> contents,

        @Schema(
                nullable = true,
                description = "Paintings, objects of the store, each of which is used alone.",
                maxItems = 1_000)
        @Nullable
        List<SubmissionBody.StyleRef> styles,

        @Schema(
                nullable = true,
                description = "Paintings that are used together, with shares and masks.",
                maxItems = 1_000)
        @Nullable
        List<List<SubmissionBody.StyleRef>> mixtures,

        @Schema(
                nullable = true,
                description = "Each of which is used. Without any, the first preset of /v1/presets.",
                maxItems = 1_000)
        @Nullable
        List<RecipeRef> recipes,

        @Schema(
                nullable = true,
                minimum = "1",
                maximum = "31536000",
                description = "A job expires if no worker has begun it so many seconds after its submission.")
        @Nullable
        Double ttlSeconds,

        @Schema(
                nullable = true,
                format = "date-time",
                description = "At this time, a job that runs is finished with the picture that it has, and any other"
                        + " expires.")
        @Nullable
        String deadline,

        @Schema(
                nullable = true,
                enumeration = {"interactive", "batch"},
                description = "Without it, batch: the jobs let interactive ones of the tenant go first.")
        @Nullable
        String lane,

        @Schema(nullable = true, description = "How each picture is written.")
        SubmissionBody.@Nullable Output output,

        @Schema(
                nullable = true,
                maxProperties = JobTags.MOST_LABELS,
                description = SubmissionBody.LABELS,
                examples = "{\"season\": \"autumn\"}")
        @Nullable
        Map<String, String> labels,

        @Schema(nullable = true, maxProperties = JobTags.MOST_METADATA, description = SubmissionBody.METADATA) @Nullable
        Map<String, String> metadata) {
    /**
     * A recipe: a preset with overrides, or a complete one.
     *
     * @param preset name of a preset; absent: the first
     * @param overrides values that replace those of the preset
     * @param recipe a complete recipe, instead of both
     */
    @Schema(name = "RecipeRef", description = "A preset with overrides, or a complete recipe.")
    public record RecipeRef(
            @Schema(nullable = true, examples = "balanced") @Nullable
            String preset,

            @Schema(
                    nullable = true,
                    description = "Values that replace those of the preset.",
                    examples = "{\"strength\": 0.7}")
            @Nullable
            Map<String, Object> overrides,

            @Schema(nullable = true, description = "A complete recipe as /v1/presets shows them.") @Nullable
            Map<String, Object> recipe) {}
}
