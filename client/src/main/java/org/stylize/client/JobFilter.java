package org.stylize.client;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs a list shows: those for which all of it is true. Immutable; the {@code with…} methods return changed copies.
 *
 * @param state null for any
 * @param labels that a job has, all of them
 * @param batch id of the batch that the job belongs to; null for any or none
 * @param preset name of its preset or recipe; null for any
 * @param since only jobs that were admitted at this time or later; null for no limit
 * @param until only jobs that were admitted before this time; null for no limit
 * @param text that is somewhere in id, preset, labels or metadata, in whatever case; null for any
 */
public record JobFilter(
        @Nullable JobState state,
        Map<String, String> labels,
        @Nullable String batch,
        @Nullable String preset,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable String text) {
    private static final JobFilter ALL = new JobFilter(null, Map.of(), null, null, null, null, null);

    public JobFilter {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(requireNonNull(labels, "labels is null")));
        if (state == JobState.UNKNOWN) {
            throw new IllegalArgumentException("expected a state of the service but found " + state);
        }
    }

    /** All jobs. */
    public static JobFilter all() {
        return ALL;
    }

    /** Only jobs in this state. */
    public JobFilter withState(JobState newState) {
        return new JobFilter(newState, labels, batch, preset, since, until, text);
    }

    /** Only jobs with this label too. */
    public JobFilter withLabel(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(labels);
        more.put(name, value);
        return new JobFilter(state, more, batch, preset, since, until, text);
    }

    /** Only jobs of this batch. */
    public JobFilter withBatch(String id) {
        return new JobFilter(state, labels, id, preset, since, until, text);
    }

    /** Only jobs of this preset. */
    public JobFilter withPreset(String name) {
        return new JobFilter(state, labels, batch, name, since, until, text);
    }

    /** Only jobs that were admitted at this time or later. */
    public JobFilter withSince(Instant newSince) {
        return new JobFilter(state, labels, batch, preset, newSince, until, text);
    }

    /** Only jobs that were admitted before this time. */
    public JobFilter withUntil(Instant newUntil) {
        return new JobFilter(state, labels, batch, preset, since, newUntil, text);
    }

    /** Only jobs with this text in id, preset, labels or metadata. */
    public JobFilter withText(String newText) {
        return new JobFilter(state, labels, batch, preset, since, until, newText);
    }

    void addTo(Query query) {
        query.add("state", state);
        labels.forEach((name, value) -> query.add("label", name + ":" + value));
        query.add("batch", batch)
                .add("preset", preset)
                .add("since", since)
                .add("until", until)
                .add("text", text);
    }
}
