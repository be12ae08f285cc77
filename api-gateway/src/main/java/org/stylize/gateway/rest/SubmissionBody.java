package org.stylize.gateway.rest;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.JobTags;
import org.stylize.recipe.Recipe;

/**
 * The JSON of a submission, before anything is checked. In a multipart body each picture is a separate part.
 *
 * @param content the photograph; not in a multipart body
 * @param styles the paintings; not in a multipart body
 * @param start the picture before the first step; not in a multipart body
 * @param protection where the content image is to stay; not in a multipart body
 * @param shares of the named style parts; only in a multipart body
 * @param preset name of a preset; without it and without a recipe, the first of {@code /v1/presets}
 * @param overrides values that replace those of the preset
 * @param recipe a complete recipe, instead of preset and overrides
 * @param ttlSeconds the job expires if no worker has begun it so long after its submission; absent: never
 * @param deadline RFC 3339 time; when it comes, a job that runs is finished with the picture that it has, and any other
 *     expires; absent: never
 * @param lane {@code interactive} or {@code batch}; absent: interactive
 * @param output how the picture is written; absent: as a PNG of 8 bits
 * @param labels to find the job by
 * @param metadata that the caller gets back
 * @param reuse whether the result of an earlier job that was asked for the same will do; no if absent
 */
@Schema(name = "JobRequest", description = "What to paint, and how.")
public record SubmissionBody(
        @Schema(required = true, description = "The photograph.") @Nullable
        PictureRef content,

        @Schema(
                required = true,
                description = "The paintings, 1 to " + Recipe.MOST_STYLES + ".",
                minItems = 1,
                maxItems = Recipe.MOST_STYLES)
        @Nullable
        List<StyleRef> styles,

        @Schema(
                nullable = true,
                description = "The picture before the first step; only for a recipe whose start is 'picture'.")
        @Nullable
        PictureRef start,

        @Schema(
                nullable = true,
                description = "Grey picture that is white where the photograph is to stay, a face for example.")
        @Nullable
        PictureRef protection,

        @Schema(
                nullable = true,
                description =
                        "In a multipart body, the share of each named style part in the mixture of styles, from 0:"
                                + " {\"sky\": 3} for the part 'style.sky'. A style without a share has 1.",
                examples = "{\"sky\": 3}")
        @Nullable
        Map<String, Double> shares,

        @Schema(
                nullable = true,
                examples = "d2l",
                description = "Name of a preset; without it and without a recipe, the first of /v1/presets.")
        @Nullable
        String preset,

        @Schema(ref = "#/components/schemas/RecipeOverrides", description = "Values that replace those of the preset.")
        @Nullable
        Map<String, Object> overrides,

        @Schema(
                ref = "#/components/schemas/Recipe",
                description = "A complete recipe as /v1/presets shows them, instead of preset and overrides.")
        @Nullable
        Map<String, Object> recipe,

        @Schema(
                nullable = true,
                minimum = "1",
                maximum = "31536000",
                examples = "600",
                description =
                        "The job expires if no worker has begun it so many seconds after its submission. Without it,"
                                + " the job waits as long as it takes.")
        @Nullable
        Double ttlSeconds,

        @Schema(
                nullable = true,
                format = "date-time",
                examples = "2026-06-01T12:00:00Z",
                description = "At this time, a job that runs is finished with the picture that it has, and any other"
                        + " expires.")
        @Nullable
        String deadline,

        @Schema(
                nullable = true,
                enumeration = {"interactive", "batch"},
                examples = "batch",
                description =
                        "Whether somebody waits for the picture, or it may wait for those of the same tenant. Without"
                                + " it, interactive.")
        @Nullable
        String lane,

        @Schema(nullable = true, description = "How the picture is written. Without it, as a PNG of 8 bits.") @Nullable
        Output output,

        @Schema(
                nullable = true,
                maxProperties = JobTags.MOST_LABELS,
                description = LABELS,
                examples = "{\"customer\": \"4711\", \"team\": \"cards\"}")
        @Nullable
        Map<String, String> labels,

        @Schema(
                nullable = true,
                maxProperties = JobTags.MOST_METADATA,
                description = METADATA,
                examples = "{\"order\": \"2026-11-30/17\"}")
        @Nullable
        Map<String, String> metadata,

        @Schema(
                nullable = true,
                description =
                        "If true and a job was completed that was asked for the same (the same bytes of pictures in"
                                + " the same roles, the same recipe), the new job is completed at once with a copy of its result;"
                                + " reusedFrom names that job. Otherwise the workers make the result as usual.")
        @Nullable
        Boolean reuse) {

    static final String LABELS =
            "To find the job by: up to 16, each a name of 1 to 63 letters, digits, '.', '_', '/' and '-' with a"
                    + " value of up to 128 characters.";
    static final String METADATA =
            "What the job shows again as it came, and nobody looks at: up to 32, each a name like that of a"
                    + " label with a value of up to 1024 characters.";
    private static final String URL = "Its address, beginning with https://. The service downloads it when the request"
            + " comes; it must be reachable from the public internet.";

    /** A body without any field. */
    static SubmissionBody empty() {
        return new SubmissionBody(
                null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    /**
     * How the picture is written.
     *
     * @param format {@code png}, {@code jpeg}, {@code webp} or {@code tiff}
     * @param bitsPerSample 8, of PNG and TIFF also 16
     * @param quality of JPEG and WebP
     * @param exif what is kept of the photograph's EXIF block
     */
    @Schema(name = "Output", description = "How the picture is written.")
    public record Output(
            @Schema(
                    nullable = true,
                    enumeration = {"png", "jpeg", "webp", "tiff"},
                    examples = "jpeg")
            @Nullable
            String format,

            @Schema(
                    nullable = true,
                    enumeration = {"8", "16"},
                    description = "8; of png and tiff also 16.")
            @Nullable
            Integer bitsPerSample,

            @Schema(
                    nullable = true,
                    minimum = "1",
                    maximum = "100",
                    examples = "90",
                    description = "Quality of jpeg and webp; a webp of 100 is lossless. 95 if absent.")
            @Nullable
            Integer quality,

            @Schema(
                    nullable = true,
                    enumeration = {"none", "without-gps", "all"},
                    description =
                            "What the picture says again of the photograph's EXIF block. Without it, everything but where"
                                    + " the photograph was taken.")
            @Nullable
            String exif) {}

    /**
     * A picture: an object of the store, or an address from which the gateway downloads it.
     *
     * @param object its key, if there is no {@code url}
     * @param bucket its bucket; the gateway's own if absent
     * @param url its address, if there is no {@code object}
     */
    @Schema(
            name = "PictureRef",
            description = "A picture: an object of the store, as 'object' and 'bucket', or its address, as 'url'.")
    public record PictureRef(
            @Schema(
                    nullable = true,
                    description = "The object's key, which begins with the tenant and a slash.",
                    examples = "default/photos/harbour.jpg")
            @Nullable
            String object,

            @Schema(nullable = true, description = "The object's bucket; the service's own if absent.") @Nullable
            String bucket,

            @Schema(nullable = true, description = URL, examples = "https://pictures.example/harbour.jpg") @Nullable
            String url) {}

    /**
     * A style: a picture, or an image with what belongs to it.
     *
     * @param object key of the style image, if there is no {@code image} and no {@code url}
     * @param bucket of {@code object}; the gateway's own if absent
     * @param url address of the style image, if there is no {@code object} and no {@code image}
     * @param image the style image, if there is no {@code object} and no {@code url}
     * @param share of the mixture of styles; 1 if absent
     * @param mask where the style applies; everywhere if absent
     */
    @Schema(
            name = "StyleRef",
            description = "A style: its image, as 'image', as 'object' and 'bucket', or as 'url', its share, and its"
                    + " mask.")
    public record StyleRef(
            @Schema(nullable = true, description = "Key of the style image.", examples = "default/paintings/wave.jpg")
            @Nullable
            String object,

            @Schema(nullable = true, description = "Bucket of 'object'; the service's own if absent.") @Nullable
            String bucket,

            @Schema(nullable = true, description = URL, examples = "https://pictures.example/wave.jpg") @Nullable
            String url,

            @Schema(nullable = true, description = "The style image, instead of 'object' and 'bucket' or 'url'.")
            @Nullable
            PictureRef image,

            @Schema(
                    nullable = true,
                    minimum = "0",
                    description = "Share in the mixture of styles; only the ratios count. 1 if absent.")
            @Nullable
            Double share,

            @Schema(
                    nullable = true,
                    description =
                            "Grey picture that is white where the style applies. Each style has one, or none has.")
            @Nullable
            PictureRef mask) {}
}
