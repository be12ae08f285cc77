package org.stylize.client;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Many jobs to submit at once: each content image in the manner of each style and each mixture, by each recipe, up to 10,000.
 * The pictures are objects in the service's bucket; {@link ImageClient#upload} makes one of a file. Immutable; the
 * {@code with…} methods return changed copies.
 *
 * @param contents object keys of the photographs, at least one
 * @param styles object keys of paintings, each of which is used alone
 * @param mixtures paintings that are used together; with the styles, at least one
 * @param recipes each of which is used; none: the service's default preset
 * @param settings of each job; without a lane, {@link Lane#BATCH}
 * @param idempotencyKey all submissions with the same key and content are one batch; null: each one is a new batch
 */
public record BatchSubmission(
        List<String> contents,
        List<String> styles,
        List<List<Style>> mixtures,
        List<RecipeChoice> recipes,
        JobSettings settings,
        @Nullable String idempotencyKey) {
    public BatchSubmission {
        contents = List.copyOf(contents);
        styles = List.copyOf(styles);
        mixtures = mixtures.stream().map(List::copyOf).toList();
        recipes = List.copyOf(recipes);
        requireNonNull(settings, "settings is null");
        if (contents.isEmpty() || (styles.isEmpty() && mixtures.isEmpty())) {
            throw new IllegalArgumentException("a batch needs at least one content image and one style, but found "
                    + contents.size() + " content images and " + (styles.size() + mixtures.size()) + " styles");
        }
    }

    /** Each of these contents in each of these styles, by the service's default preset. */
    public static BatchSubmission of(List<String> contents, List<String> styles) {
        return new BatchSubmission(contents, styles, List.of(), List.of(), JobSettings.none(), null);
    }

    /** Adds styles that are used together. */
    public BatchSubmission withMixture(List<Style> mixture) {
        return new BatchSubmission(contents, styles, with(mixtures, mixture), recipes, settings, idempotencyKey);
    }

    /** Adds a recipe: every pair of pictures is painted by it too. */
    public BatchSubmission withRecipe(RecipeChoice recipe) {
        return new BatchSubmission(contents, styles, mixtures, with(recipes, recipe), settings, idempotencyKey);
    }

    /** Replaces what else is asked of each job. */
    public BatchSubmission withSettings(JobSettings newSettings) {
        return new BatchSubmission(contents, styles, mixtures, recipes, newSettings, idempotencyKey);
    }

    /** Sets the key that makes it safe to send the submission again. */
    public BatchSubmission withIdempotencyKey(String key) {
        return new BatchSubmission(contents, styles, mixtures, recipes, settings, key);
    }

    /** How many jobs this is. */
    public long jobs() {
        return (long) contents.size() * (styles.size() + mixtures.size()) * Math.max(1, recipes.size());
    }

    /** By the names of the API. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("contents", objects(contents));
        if (!styles.isEmpty()) {
            fields.put("styles", objects(styles));
        }
        if (!mixtures.isEmpty()) {
            fields.put(
                    "mixtures", mixtures.stream().map(SubmissionRequest::styles).toList());
        }
        if (!recipes.isEmpty()) {
            fields.put("recipes", recipes.stream().map(RecipeChoice::fields).toList());
        }
        fields.putAll(settings.fields());
        return fields;
    }

    private static List<Map<String, Object>> objects(List<String> keys) {
        return keys.stream()
                .map(key -> SubmissionRequest.reference(new Picture.Stored(key)))
                .toList();
    }

    private static <T> List<T> with(List<T> list, T one) {
        List<T> more = new ArrayList<>(list);
        more.add(one);
        return more;
    }
}
