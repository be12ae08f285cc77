package org.stylize.client;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a job, or of each job of a batch, besides pictures and recipe. Immutable; the {@code with…} methods
 * return changed copies. The service checks names and lengths of labels and metadata.
 *
 * @param ttl the job expires if no worker has begun it so long after its submission, from 1 s; null: it waits as long as it
 *     takes
 * @param deadline when a job that runs is finished with the picture that it has, and any other expires; null for none
 * @param lane null for the service's default: interactive for a single job, batch for those of a batch
 * @param output how the picture is written; null for the service's default, a PNG of 8 bits
 * @param labels to find the job by
 * @param metadata that the job shows again, and nobody looks at
 */
public record JobSettings(
        @Nullable Duration ttl,
        @Nullable Instant deadline,
        @Nullable Lane lane,
        @Nullable Output output,
        Map<String, String> labels,
        Map<String, String> metadata) {
    private static final Duration SHORTEST_TTL = Duration.ofSeconds(1);
    private static final JobSettings NONE = new JobSettings(null, null, null, null, Map.of(), Map.of());

    public JobSettings {
        labels = copy(requireNonNull(labels, "labels is null"));
        metadata = copy(requireNonNull(metadata, "metadata is null"));
        if (ttl != null && ttl.compareTo(SHORTEST_TTL) < 0) {
            throw new IllegalArgumentException("a ttl must be at least 1 s but is " + ttl);
        }
        if (lane == Lane.UNKNOWN) {
            throw new IllegalArgumentException("a lane is interactive or batch but found " + lane);
        }
    }

    /** The service's defaults. */
    public static JobSettings none() {
        return NONE;
    }

    /** Replaces the time after which the job expires if no worker has begun it. */
    public JobSettings withTtl(Duration newTtl) {
        return new JobSettings(newTtl, deadline, lane, output, labels, metadata);
    }

    /** Replaces the time at which a job that runs is finished with the picture that it has, and any other expires. */
    public JobSettings withDeadline(Instant newDeadline) {
        return new JobSettings(ttl, newDeadline, lane, output, labels, metadata);
    }

    /** Replaces the lane. */
    public JobSettings withLane(Lane newLane) {
        return new JobSettings(ttl, deadline, newLane, output, labels, metadata);
    }

    /** Replaces how the picture is written. */
    public JobSettings withOutput(Output newOutput) {
        return new JobSettings(ttl, deadline, lane, newOutput, labels, metadata);
    }

    /** Adds a label, such as {@code customer} with {@code 4711}. */
    public JobSettings withLabel(String name, String value) {
        return new JobSettings(ttl, deadline, lane, output, with(labels, name, value), metadata);
    }

    /** Adds metadata. */
    public JobSettings withMetadata(String name, String value) {
        return new JobSettings(ttl, deadline, lane, output, labels, with(metadata, name, value));
    }

    /** By the names of the API; only what is asked for. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (ttl != null) {
            fields.put("ttlSeconds", ttl.toMillis() / 1000.0);
        }
        if (deadline != null) {
            fields.put("deadline", deadline.toString());
        }
        if (lane != null) {
            fields.put("lane", lane);
        }
        if (output != null) {
            fields.put("output", output);
        }
        if (!labels.isEmpty()) {
            fields.put("labels", labels);
        }
        if (!metadata.isEmpty()) {
            fields.put("metadata", metadata);
        }
        return fields;
    }

    private static Map<String, String> with(Map<String, String> map, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(map);
        more.put(requireNonNull(name, "name is null"), requireNonNull(value, "value is null"));
        return more;
    }

    private static Map<String, String> copy(Map<String, String> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map)); // in the order given
    }
}
