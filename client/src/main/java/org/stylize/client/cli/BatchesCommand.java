package org.stylize.client.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code stylize-jobs batch}, with its commands. */
@Command(
        name = "batch",
        description = "Submits, shows, watches and cancels many jobs at once, and fetches their pictures.")
final class BatchesCommand extends GroupCommand {
    private BatchesCommand() {}

    static CommandLine with(Terminal terminal) {
        return new CommandLine(new BatchesCommand())
                .addSubcommand(new BatchSubmitCommand(terminal))
                .addSubcommand(new BatchShowCommand(terminal))
                .addSubcommand(new BatchListCommand(terminal))
                .addSubcommand(new BatchWatchCommand(terminal))
                .addSubcommand(new BatchCancelCommand(terminal))
                .addSubcommand(new BatchRetryCommand(terminal))
                .addSubcommand(new BatchResultsCommand(terminal));
    }
}
