package org.stylize.client;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A job to submit. Immutable; the {@code with…} methods return changed copies.
 *
 * @param pictures what to paint, in which styles
 * @param recipe how to paint
 * @param settings what else is asked of the job
 * @param idempotencyKey the service makes one job of all submissions with the same key and content; null for no key
 * @param id the job's id; null to let the service choose
 * @param reuse whether the result of an earlier job that was asked for the same will do
 */
public record Submission(
        Pictures pictures,
        RecipeChoice recipe,
        JobSettings settings,
        @Nullable String idempotencyKey,
        @Nullable UUID id,
        boolean reuse) {
    public Submission {
        requireNonNull(pictures, "pictures is null");
        requireNonNull(recipe, "recipe is null");
        requireNonNull(settings, "settings is null");
    }

    /** A job with the service's default preset and settings. */
    public static Submission of(Pictures pictures) {
        return new Submission(pictures, RecipeChoice.standard(), JobSettings.none(), null, null, false);
    }

    /** A job on two files of this machine, with the service's default preset. */
    public static Submission ofFiles(Path content, Path style) {
        return of(Pictures.ofFiles(content, style));
    }

    /** A job on two objects in the service's bucket, with the service's default preset. */
    public static Submission ofObjects(String content, String style) {
        return of(Pictures.ofObjects(content, style));
    }

    /** A job on two pictures that the service downloads from there, with the service's default preset. */
    public static Submission ofLinks(URI content, URI style) {
        return of(Pictures.ofLinks(content, style));
    }

    /** Replaces how to paint. */
    public Submission withRecipe(RecipeChoice newRecipe) {
        return new Submission(pictures, newRecipe, settings, idempotencyKey, id, reuse);
    }

    /** Replaces what else is asked of the job. */
    public Submission withSettings(JobSettings newSettings) {
        return new Submission(pictures, recipe, newSettings, idempotencyKey, id, reuse);
    }

    /** Replaces the preset. */
    public Submission withPreset(String preset) {
        return withRecipe(recipe.withPreset(preset));
    }

    /** Adds a number that replaces the preset's, such as {@code 100} for {@code steps}. */
    public Submission withOverride(String parameter, Number value) {
        return withRecipe(recipe.withOverride(parameter, value));
    }

    /** Adds a name that replaces the preset's, such as {@code linear-match} for {@code colours}. */
    public Submission withOverride(String parameter, String value) {
        return withRecipe(recipe.withOverride(parameter, value));
    }

    /**
     * Replaces preset and overrides by a complete recipe.
     *
     * @param json a recipe as the service lists them under {@code /v1/presets}
     * @throws IllegalArgumentException if this is not a JSON object
     */
    public Submission withRecipe(String json) {
        return withRecipe(RecipeChoice.ofRecipe(json));
    }

    /** Sets the key that makes it safe to send the submission again. */
    public Submission withIdempotencyKey(String key) {
        return new Submission(pictures, recipe, settings, key, id, reuse);
    }

    /** Sets the job's id. */
    public Submission withId(UUID newId) {
        return new Submission(pictures, recipe, settings, idempotencyKey, newId, reuse);
    }

    /** Sets the time after which the job expires if no worker has begun it. */
    public Submission withTtl(Duration ttl) {
        return with(old -> old.withTtl(ttl));
    }

    /** Sets the time at which a job that runs is finished with the picture that it has, and any other expires. */
    public Submission withDeadline(Instant deadline) {
        return with(old -> old.withDeadline(deadline));
    }

    /** Sets whether somebody waits for the picture. */
    public Submission withLane(Lane lane) {
        return with(old -> old.withLane(lane));
    }

    /** Sets how the picture is written. */
    public Submission withOutput(Output output) {
        return with(old -> old.withOutput(output));
    }

    /** Adds a label to find the job by. */
    public Submission withLabel(String name, String value) {
        return with(old -> old.withLabel(name, value));
    }

    /** Adds metadata that the job shows again. */
    public Submission withMetadata(String name, String value) {
        return with(old -> old.withMetadata(name, value));
    }

    /** Says that the result of an earlier job that was asked for the same will do. */
    public Submission withReuse() {
        return new Submission(pictures, recipe, settings, idempotencyKey, id, true);
    }

    private Submission with(UnaryOperator<JobSettings> change) {
        return withSettings(change.apply(settings));
    }
}
