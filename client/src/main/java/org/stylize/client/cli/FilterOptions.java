package org.stylize.client.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stylize.client.JobFilter;
import org.stylize.client.JobState;
import picocli.CommandLine.Option;

/** Which jobs a list shows: those for which all of it is true. */
final class FilterOptions {
    @Option(
            names = "--state",
            paramLabel = "STATE",
            completionCandidates = Converters.States.class,
            description = "Only jobs in this state: ${COMPLETION-CANDIDATES}.")
    private @Nullable JobState state;

    @Option(
            names = "--label",
            paramLabel = "NAME=VALUE",
            description = "Only jobs with this label; with several, only those with all of them.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(names = "--batch", paramLabel = "ID", description = "Only jobs of this batch.")
    private @Nullable String batch;

    @Option(names = "--preset", paramLabel = "NAME", description = "Only jobs of this preset.")
    private @Nullable String preset;

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            description = "Only jobs that were submitted at this time, such as 2026-06-01T12:00:00Z, or later.")
    private @Nullable Instant since;

    @Option(names = "--until", paramLabel = "WHEN", description = "Only jobs that were submitted before this time.")
    private @Nullable Instant until;

    @Option(
            names = "--text",
            paramLabel = "TEXT",
            description = "Only jobs with this text in id, preset, labels or metadata, in whatever case.")
    private @Nullable String text;

    JobFilter filter() {
        return new JobFilter(state, labels, batch, preset, since, until, text);
    }
}
