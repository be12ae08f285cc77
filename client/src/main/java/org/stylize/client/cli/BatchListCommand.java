package org.stylize.client.cli;

import java.util.Locale;
import org.stylize.client.BatchPage;
import org.stylize.client.BatchView;
import org.stylize.client.Json;
import org.stylize.client.StylizeClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stylize-jobs batch list}. */
@Command(name = "list", description = "Lists batches, newest first.")
final class BatchListCommand extends BatchCommand {
    private static final String ROW = "%-36s  %-10s  %9s  %6s  %s";

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "Largest number of batches to list. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print the ids only.")
    private boolean quiet;

    BatchListCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        requireLimit(limit);
        StylizeClient client = client();
        PagedList<BatchView> list = (most, cursor) -> {
            BatchPage page = client.batches().list(most, cursor);
            return new PagedList.Page<>(page.items(), page.next());
        };
        list.take(
                limit,
                first -> {
                    if (!json() && !quiet) {
                        print(
                                first.isEmpty()
                                        ? "There are no batches."
                                        : String.format(
                                                Locale.ROOT, ROW, "ID", "STATE", "COMPLETED", "FAILED", "SUBMITTED"));
                    }
                },
                batch -> print(json() ? Json.write(batch) : quiet ? batch.id() : row(batch)));
        return ExitCodes.OK;
    }

    private static String row(BatchView batch) {
        return String.format(
                Locale.ROOT,
                ROW,
                batch.id(),
                batch.state().name().toLowerCase(Locale.ROOT),
                batch.counts().completed() + "/" + batch.jobs(),
                batch.counts().failed(),
                batch.submittedAt() == null ? "" : TimeText.of(batch.submittedAt()));
    }
}
