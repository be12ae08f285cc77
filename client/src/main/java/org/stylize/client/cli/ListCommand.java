package org.stylize.client.cli;

import java.util.List;
import java.util.Locale;
import org.stylize.client.JobFilter;
import org.stylize.client.JobPage;
import org.stylize.client.JobView;
import org.stylize.client.Json;
import org.stylize.client.StylizeClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            names = {"-q", "--quiet"},
            description = "Print the ids only.")
    private boolean quiet;

    @Mixin
    private FilterOptions filter = new FilterOptions();

    ListCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        requireLimit(limit);
        JobFilter asked = filter.filter();
        StylizeClient client = client();
        JobFilter jobs = asked.batch() == null ? asked : asked.withBatch(ShortId.ofBatch(client, asked.batch()));
        PagedList<JobView> list = (most, cursor) -> {
            JobPage page = client.list(most, cursor, jobs);
            return new PagedList.Page<>(page.items(), page.next());
        };
        list.take(limit, first -> begin(first, jobs.equals(JobFilter.all())), this::print);
        terminal().out().flush();
        return ExitCodes.OK;
    }

    /** Writes the table's head after the first page has arrived. */
    private void begin(List<JobView> first, boolean all) {
        if (json() || quiet) {
            return;
        }
        if (first.isEmpty()) {
            terminal().err().println(all ? "There are no jobs." : "There are no such jobs.");
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
        if (quiet) {
            terminal().out().println(job.id());
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
