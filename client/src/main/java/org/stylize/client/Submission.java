package org.stylize.client;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job to submit. Immutable; the {@code with…} methods return changed copies.
 *
 * @param preset name of a preset; null for the service's default
 * @param overrides numbers and names that replace those of the preset, {@code steps} to {@code 100}
 * @param recipe a complete recipe as a JSON object, instead of preset and overrides; null for none
 * @param idempotencyKey the service makes one job of all submissions with the same key and content; null for no key
 * @param id the job's id; null to let the service choose
 * @param ttl the job expires if no worker has begun it so long after its submission, from 1 s; null: it waits as long as it
 *     takes
 * @param deadline when a job that runs is finished with the picture that it has, and any other expires; null for none
 * @param reuse whether the result of an earlier job that was asked for the same will do
 */
public record Submission(
        Pictures pictures,
        @Nullable String preset,
        Map<String, Object> overrides,
        @Nullable String recipe,
        @Nullable String idempotencyKey,
        @Nullable UUID id,
        @Nullable Duration ttl,
        @Nullable Instant deadline,
        boolean reuse) {
    private static final Duration SHORTEST_TTL = Duration.ofSeconds(1);

    public Submission {
        requireNonNull(pictures, "pictures is null");
        overrides = Collections.unmodifiableMap(new LinkedHashMap<>(overrides)); // in the order given
        if (recipe != null) {
            Json.requireObject(recipe);
            if (preset != null || !overrides.isEmpty()) {
                throw new IllegalArgumentException(
                        "a complete recipe is used instead of a preset and other values, but both are given");
            }
        }
        if (ttl != null && ttl.compareTo(SHORTEST_TTL) < 0) {
            throw new IllegalArgumentException("a ttl must be at least 1 s but is " + ttl);
        }
    }

    /** A job on two files of this machine, with the service's default preset. */
    public static Submission ofFiles(Path content, Path style) {
        return new Submission(
                new Pictures.Files(content, List.of(style)), null, Map.of(), null, null, null, null, null, false);
    }

    /** A job on two objects in the service's bucket, with the service's default preset. */
    public static Submission ofObjects(String content, String style) {
        return new Submission(
                new Pictures.Objects(content, List.of(style)), null, Map.of(), null, null, null, null, null, false);
    }

    /** A job on two pictures that the service downloads from there, with the service's default preset. */
    public static Submission ofLinks(URI content, URI style) {
        return new Submission(
                new Pictures.Links(content, List.of(style)), null, Map.of(), null, null, null, null, null, false);
    }

    /** Replaces the preset. */
    public Submission withPreset(String newPreset) {
        return new Submission(pictures, newPreset, overrides, recipe, idempotencyKey, id, ttl, deadline, reuse);
    }

    /** Adds a number that replaces the preset's, such as {@code 100} for {@code steps}. */
    public Submission withOverride(String parameter, Number value) {
        return with(parameter, value);
    }

    /** Adds a name that replaces the preset's, such as {@code linear-match} for {@code colours}. */
    public Submission withOverride(String parameter, String value) {
        return with(parameter, value);
    }

    private Submission with(String parameter, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(overrides);
        more.put(parameter, value);
        return new Submission(pictures, preset, more, recipe, idempotencyKey, id, ttl, deadline, reuse);
    }

    /**
     * Replaces preset and overrides by a complete recipe.
     *
     * @param json a recipe as the service lists them under {@code /v1/presets}
     * @throws IllegalArgumentException if this is not a JSON object
     */
    public Submission withRecipe(String json) {
        return new Submission(pictures, null, Map.of(), json, idempotencyKey, id, ttl, deadline, reuse);
    }

    /** Sets the key that makes it safe to send the submission again. */
    public Submission withIdempotencyKey(String key) {
        return new Submission(pictures, preset, overrides, recipe, key, id, ttl, deadline, reuse);
    }

    /** Sets the job's id. */
    public Submission withId(UUID newId) {
        return new Submission(pictures, preset, overrides, recipe, idempotencyKey, newId, ttl, deadline, reuse);
    }

    /** Sets the time after which the job expires if no worker has begun it. */
    public Submission withTtl(Duration newTtl) {
        return new Submission(pictures, preset, overrides, recipe, idempotencyKey, id, newTtl, deadline, reuse);
    }

    /** Sets the time at which a job that runs is finished with the picture that it has, and any other expires. */
    public Submission withDeadline(Instant newDeadline) {
        return new Submission(pictures, preset, overrides, recipe, idempotencyKey, id, ttl, newDeadline, reuse);
    }

    /** Says that the result of an earlier job that was asked for the same will do. */
    public Submission withReuse() {
        return new Submission(pictures, preset, overrides, recipe, idempotencyKey, id, ttl, deadline, true);
    }
}
