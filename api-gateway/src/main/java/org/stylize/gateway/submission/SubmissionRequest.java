package org.stylize.gateway.submission;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.JobId;
import org.stylize.proto.RecipeChoice;

/**
 * What a caller asks for.
 *
 * @param id chosen by the caller; null for a new one
 * @param idempotencyKey the caller's name for this request; null for none
 */
public record SubmissionRequest(
        @Nullable JobId id,
        @Nullable String idempotencyKey,
        ImageSource content,
        List<ImageSource> styles,
        RecipeChoice recipe) {
    public SubmissionRequest {
        requireNonNull(content, "content is null");
        styles = List.copyOf(styles);
        requireNonNull(recipe, "recipe is null");
    }
}
