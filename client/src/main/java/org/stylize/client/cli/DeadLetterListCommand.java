package org.stylize.client.cli;

import java.util.List;
import org.stylize.client.DeadLetter;
import org.stylize.client.DeadLetterPage;
import org.stylize.client.Json;
import org.stylize.client.StylizeClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stylize-jobs dead-letters list}. */
@Command(name = "list", description = "Lists dead letters, newest first.")
final class DeadLetterListCommand extends JobCommand {
    private static final String ROW = "%-10s  %-20s  %-10s  %-36s  %s%n";

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "Largest number of dead letters to list. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print the ids only.")
    private boolean quiet;

    DeadLetterListCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        requireLimit(limit);
        StylizeClient client = client();
        PagedList<DeadLetter> list = (most, cursor) -> {
            DeadLetterPage page = client.deadLetters(most, cursor);
            return new PagedList.Page<>(page.items(), page.next());
        };
        list.take(limit, this::begin, this::print);
        terminal().out().flush();
        return ExitCodes.OK;
    }

    private void begin(List<DeadLetter> first) {
        if (json() || quiet) {
            return;
        }
        if (first.isEmpty()) {
            note("There are no dead letters.");
        } else {
            terminal().out().printf(ROW, "ID", "AT", "KIND", "KEY", "PROBLEM");
        }
    }

    private void print(DeadLetter letter) {
        if (json()) {
            terminal().out().println(Json.write(letter));
        } else if (quiet) {
            terminal().out().println(letter.id());
        } else {
            terminal()
                    .out()
                    .printf(
                            ROW,
                            letter.id(),
                            TimeText.of(letter.at()),
                            letter.kind(),
                            letter.key(),
                            letter.problem().toString().lines().findFirst().orElse(""));
        }
    }
}
