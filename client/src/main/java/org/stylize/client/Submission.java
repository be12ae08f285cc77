package org.stylize.client;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job to be made. Immutable; the {@code with…} methods answer changed copies.
 *
 * @param preset name of a preset; null for the service's default
 * @param overrides numbers and names that replace those of the preset, {@code steps} to {@code 100}
 * @param idempotencyKey with the same key and content the service answers with the same job, however often it is sent
 * @param id the job's id, a UUID of version 7; null to let the service choose
 */
public record Submission(
        Pictures pictures,
        @Nullable String preset,
        Map<String, Object> overrides,
        @Nullable String idempotencyKey,
        @Nullable UUID id) {
    public Submission {
        requireNonNull(pictures, "pictures is null");
        overrides = Collections.unmodifiableMap(new LinkedHashMap<>(overrides)); // in the order given
        if (id != null && id.version() != 7) {
            throw new IllegalArgumentException(
                    "a job id must be a UUID of version 7 but " + id + " has version " + id.version());
        }
    }

    /** A job on two files of this machine. */
    public static Submission ofFiles(Path content, Path style) {
        return new Submission(new Pictures.Files(content, List.of(style)), null, Map.of(), null, null);
    }

    /** A job on two objects of the service's bucket. */
    public static Submission ofObjects(String content, String style) {
        return new Submission(new Pictures.Objects(content, List.of(style)), null, Map.of(), null, null);
    }

    public Submission withPreset(String newPreset) {
        return new Submission(pictures, newPreset, overrides, idempotencyKey, id);
    }

    /** With one more number in place of the preset's. */
    public Submission withOverride(String parameter, Number value) {
        return with(parameter, value);
    }

    /** With one more name in place of the preset's, such as {@code linear-match} for {@code colours}. */
    public Submission withOverride(String parameter, String value) {
        return with(parameter, value);
    }

    private Submission with(String parameter, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(overrides);
        more.put(parameter, value);
        return new Submission(pictures, preset, more, idempotencyKey, id);
    }

    public Submission withIdempotencyKey(String key) {
        return new Submission(pictures, preset, overrides, key, id);
    }

    public Submission withId(UUID newId) {
        return new Submission(pictures, preset, overrides, idempotencyKey, newId);
    }
}
