package org.stylize.client.cli;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stylize-jobs dead-letters}, with its commands. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description =
                "For operators: shows, retries and purges records that could not be processed, and jobs that failed.")
final class DeadLettersCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    private DeadLettersCommand() {}

    static CommandLine with(Terminal terminal) {
        return new CommandLine(new DeadLettersCommand())
                .addSubcommand(new DeadLetterListCommand(terminal))
                .addSubcommand(new DeadLetterShowCommand(terminal))
                .addSubcommand(new DeadLetterRetryCommand(terminal))
                .addSubcommand(new DeadLetterPurgeCommand(terminal));
    }

    @Override
    public Integer call() {
        throw new ParameterException(
                requireNonNull(spec, "spec is null").commandLine(), "expected one of list, show, retry, purge");
    }
}
