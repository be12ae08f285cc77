package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for: these pictures, this recipe.
 *
 * @param styleImages 1 to 16
 * @param idempotencyKey the caller's, 1 to 255 characters, or null
 * @param extras fields of a newer version, handed on
 */
public record StylizationJob(
        JobId id,
        ImageRef contentImage,
        List<ImageRef> styleImages,
        RecipeChoice recipe,
        Instant submittedAt,
        @Nullable String idempotencyKey,
        Extras extras) {
    /** Most style images of one job. */
    public static final int MAX_STYLES = 16;
    /** Longest idempotency key, in characters. */
    public static final int MAX_KEY_LENGTH = 255;

    public StylizationJob {
        requireNonNull(id, "id is null");
        requireNonNull(contentImage, "contentImage is null");
        styleImages = List.copyOf(styleImages);
        requireNonNull(recipe, "recipe is null");
        requireNonNull(submittedAt, "submittedAt is null");
        requireNonNull(extras, "extras is null");
        if (styleImages.isEmpty() || styleImages.size() > MAX_STYLES) {
            throw new InvalidJobException(
                    "styles", "a job has 1 to " + MAX_STYLES + " style images but has " + styleImages.size());
        }
        if (idempotencyKey != null && (idempotencyKey.isEmpty() || idempotencyKey.length() > MAX_KEY_LENGTH)) {
            throw new InvalidJobException(
                    "idempotencyKey",
                    "an idempotency key is 1 to " + MAX_KEY_LENGTH + " characters but has " + idempotencyKey.length());
        }
    }

    /** The same job with its recipe spelled out. */
    public StylizationJob withRecipe(RecipeChoice.Explicit explicit) {
        return new StylizationJob(id, contentImage, styleImages, explicit, submittedAt, idempotencyKey, extras);
    }

    /** The same job with another time of submission. */
    public StylizationJob withSubmittedAt(Instant at) {
        return new StylizationJob(id, contentImage, styleImages, recipe, at, idempotencyKey, extras);
    }

    /** Equal for two submissions that ask for the same thing, whenever and under whatever id they do. */
    public String fingerprint() {
        return Fingerprint.of(List.of(contentImage.uri(), styleImages.toString(), recipe.toString()));
    }
}
