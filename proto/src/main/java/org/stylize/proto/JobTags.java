package org.stylize.proto;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says of a job for his own use. It changes nothing about the picture.
 *
 * @param labels to find the job by: up to {@link #MOST_LABELS}, values up to {@link #LONGEST_LABEL} characters
 * @param metadata that the caller gets back: up to {@link #MOST_METADATA}, values up to {@link #LONGEST_METADATA} characters
 * @param batch that the job belongs to; null for none
 */
public record JobTags(
        Map<String, String> labels,
        Map<String, String> metadata,
        @Nullable BatchId batch) {
    public static final int MOST_LABELS = 16;
    public static final int LONGEST_LABEL = 128;
    public static final int MOST_METADATA = 32;
    public static final int LONGEST_METADATA = 1024;
    /** No tags. */
    public static final JobTags NONE = new JobTags(Map.of(), Map.of(), null);

    /** What the name of a label, or of an entry of the metadata, looks like. */
    public static final String NAME = "[A-Za-z0-9]([A-Za-z0-9._/-]{0,61}[A-Za-z0-9])?";

    private static final Pattern NAMES = Pattern.compile(NAME);

    /**
     * @throws InvalidJobException if there are too many, or a name or a value is not as described
     */
    public JobTags {
        labels = checked("labels", labels, MOST_LABELS, LONGEST_LABEL);
        metadata = checked("metadata", metadata, MOST_METADATA, LONGEST_METADATA);
    }

    /** The same tags, of a job of that batch. */
    public JobTags in(BatchId of) {
        return new JobTags(labels, metadata, of);
    }

    private static Map<String, String> checked(String field, Map<String, String> given, int most, int longest) {
        if (given.size() > most) {
            throw new InvalidJobException(
                    field, "a job has at most " + most + " " + field + " but this one has " + given.size());
        }
        given.forEach((name, value) -> check(field, name, value, longest));
        return Collections.unmodifiableMap(new TreeMap<>(given));
    }

    private static void check(String field, String name, String value, int longest) {
        if (!NAMES.matcher(name).matches()) {
            throw new InvalidJobException(
                    field,
                    "a name in " + field + " is 1 to 63 letters, digits, '.', '_', '/' and '-', with a letter or digit"
                            + " first and last, but is '" + (name.length() > 64 ? name.substring(0, 64) + "…" : name)
                            + "'");
        }
        if (value.length() > longest || value.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidJobException(
                    field,
                    "a value in " + field + " has at most " + longest + " characters and no control characters, but '"
                            + name + "' has " + value.length());
        }
    }
}
