package org.stylize.gateway.rest;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stylize.image.OutputFormat;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobTags;
import org.stylize.proto.JobTerms;
import org.stylize.proto.Lane;

/** When, how and under which labels a request wants its picture; without the pictures and the recipe. */
record JobOptions(JobTerms terms, OutputFormat output, JobTags tags) {
    /** @throws InvalidJobException naming the field that is wrong */
    static JobOptions of(SubmissionBody body) {
        return of(
                new Times(body.ttlSeconds(), body.deadline(), body.lane()),
                Lane.INTERACTIVE,
                body.output(),
                body.labels(),
                body.metadata());
    }

    /** The fields of a body that say how soon. */
    record Times(
            @Nullable Double ttlSeconds,
            @Nullable String deadline,
            @Nullable String lane) {}

    /**
     * @param usual the lane if the body names none
     * @throws InvalidJobException naming the field that is wrong
     */
    static JobOptions of(
            Times times,
            Lane usual,
            SubmissionBody.@Nullable Output output,
            @Nullable Map<String, String> labels,
            @Nullable Map<String, String> metadata) {
        return new JobOptions(
                new JobTerms(
                        ttl(times.ttlSeconds()),
                        time("deadline", times.deadline()),
                        times.lane() == null ? usual : lane(times.lane())),
                output == null ? OutputFormat.PNG : output(output),
                new JobTags(texts("labels", labels), texts("metadata", metadata), null));
    }

    private static @Nullable Duration ttl(@Nullable Double seconds) {
        if (seconds == null) {
            return null;
        }
        if (!(seconds >= 1 && seconds <= JobTerms.LONGEST_TTL.toSeconds())) {
            throw new InvalidJobException(
                    "ttlSeconds",
                    "ttlSeconds must be a number from 1 to " + JobTerms.LONGEST_TTL.toSeconds() + " but is " + seconds);
        }
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    /** @throws InvalidJobException naming the field, if the text is not a time */
    static @Nullable Instant time(String field, @Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new InvalidJobException(
                    field,
                    field + " must be a time with its offset, such as 2026-06-01T12:00:00Z, but is '" + text + "'",
                    e);
        }
    }

    private static Lane lane(String text) {
        return switch (text) {
            case "interactive" -> Lane.INTERACTIVE;
            case "batch" -> Lane.BATCH;
            default -> throw new InvalidJobException("lane", "lane must be interactive or batch but is '" + text + "'");
        };
    }

    private static OutputFormat output(SubmissionBody.Output output) {
        try {
            return OutputFormat.of(output.format(), output.bitsPerSample(), output.quality(), output.exif());
        } catch (IllegalArgumentException e) {
            throw new InvalidJobException("output", "output: " + e.getMessage(), e);
        }
    }

    private static Map<String, String> texts(String field, @Nullable Map<String, String> given) {
        if (given == null) {
            return Map.of();
        }
        given.forEach((name, value) -> {
            if (value == null) {
                throw new InvalidJobException(
                        field, "a value in " + field + " must be a text but '" + name + "' has none");
            }
        });
        return given;
    }
}
