package org.stylize.client.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code stylize-jobs dead-letters}, with its commands. */
@Command(
        name = "dead-letters",
        description =
                "For operators: shows, retries and purges records that could not be processed, and jobs that failed.")
final class DeadLettersCommand extends GroupCommand {
    private DeadLettersCommand() {}

    static CommandLine with(Terminal terminal) {
        return new CommandLine(new DeadLettersCommand())
                .addSubcommand(new DeadLetterListCommand(terminal))
                .addSubcommand(new DeadLetterShowCommand(terminal))
                .addSubcommand(new DeadLetterRetryCommand(terminal))
                .addSubcommand(new DeadLetterPurgeCommand(terminal));
    }
}
