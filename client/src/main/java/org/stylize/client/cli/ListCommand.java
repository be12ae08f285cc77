package org.stylize.client.cli;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.stylize.client.JobPage;
import org.stylize.client.JobState;
import org.stylize.client.JobView;
import org.stylize.client.Json;
import org.stylize.client.StylizeClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stylize-jobs list}. */
@Command(name = "list", description = "Lists jobs, newest first.")
final class ListCommand extends JobCommand {
    private static final String ROW = "%-36s  %-9s  %-10s  %9s  %s%n";

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "Largest number of jobs to list. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            completionCandidates = Converters.States.class,
            description = "Only jobs in this state: ${COMPLETION-CANDIDATES}.")
    private @Nullable JobState state;

    ListCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        if (limit < 1) {
            throw wrongUse("--limit: expected at least 1 but found " + limit);
        }
        StylizeClient client = client();
        PagedList<JobView> list = (most, cursor) -> {
            JobPage page = client.list(most, cursor, state);
            return new PagedList.Page<>(page.items(), page.next());
        };
        list.take(limit, this::begin, this::print);
        terminal().out().flush();
        return ExitCodes.OK;
    }

    /** Writes the table's head after the first page has arrived. */
    private void begin(List<JobView> first) {
        if (json()) {
            return;
        }
        if (first.isEmpty()) {
            terminal().err().println(state == null ? "There are no jobs." : "There are no jobs in this state.");
            terminal().err().flush();
        } else {
            terminal().out().printf(ROW, "ID", "STATE", "PRESET", "STEP", "SUBMITTED");
        }
    }

    private void print(JobView job) {
        if (json()) {
            terminal().out().println(Json.write(job));
            return;
        }
        terminal()
                .out()
                .printf(
                        ROW,
                        job.id(),
                        job.state().name().toLowerCase(Locale.ROOT),
                        job.preset(),
                        job.step() + "/" + job.steps(),
                        job.submittedAt() == null ? "" : TimeText.of(job.submittedAt()));
    }
}
