package org.stylize.gateway.view;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.BatchId;
import org.stylize.proto.JobRecord;
import org.stylize.proto.JobState;
import org.stylize.proto.Tenant;

/**
 * Which jobs of a tenant a list shows. What is null, or empty, does not matter.
 *
 * @param labels each of which a job has, with that value
 * @param preset name of the preset or recipe
 * @param since the ledger admitted the job then or later
 * @param until the ledger admitted the job before
 * @param text part of the job's id, preset, labels or metadata, in whatever case
 */
public record JobQuery(
        Tenant tenant,
        @Nullable JobState state,
        @Nullable BatchId batch,
        Map<String, String> labels,
        @Nullable String preset,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable String text) {
    public JobQuery {
        requireNonNull(tenant, "tenant is null");
        labels = Map.copyOf(labels);
        text = text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    /** All jobs of a tenant, or those in one state. */
    public static JobQuery of(Tenant tenant, @Nullable JobState state) {
        return new JobQuery(tenant, state, null, Map.of(), null, null, null, null);
    }

    /** The same jobs, as far as they are of that batch. */
    public JobQuery in(BatchId of) {
        return new JobQuery(tenant, state, of, labels, preset, since, until, text);
    }

    /** Whether the list shows this job. */
    public boolean matches(JobRecord job) {
        return job.job().tenant().equals(tenant)
                && (state == null || job.state() == state)
                && (batch == null || batch.equals(job.job().tags().batch()))
                && job.job().tags().labels().entrySet().containsAll(labels.entrySet())
                && (preset == null
                        || job.job().recipe().knownName().filter(preset::equals).isPresent())
                && (since == null || !job.admittedAt().isBefore(since))
                && (until == null || job.admittedAt().isBefore(until))
                && (text == null
                        || textsOf(job)
                                .anyMatch(said -> said.toLowerCase(Locale.ROOT).contains(text)));
    }

    private static Stream<String> textsOf(JobRecord job) {
        return Stream.of(
                        List.of(job.id().toString()),
                        job.job().recipe().knownName().stream().toList(),
                        job.job().tags().labels().keySet(),
                        job.job().tags().labels().values(),
                        job.job().tags().metadata().values())
                .flatMap(texts -> texts.stream());
    }
}
