package org.stylize.client.cli;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stylize-jobs keys}, with its commands. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "For administrators: makes, lists, rotates and revokes the keys that the service asks for.")
final class KeysCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    private KeysCommand() {}

    static CommandLine with(Terminal terminal) {
        return new CommandLine(new KeysCommand())
                .addSubcommand(new KeyCreateCommand(terminal))
                .addSubcommand(new KeyListCommand(terminal))
                .addSubcommand(new KeyRotateCommand(terminal))
                .addSubcommand(new KeyRevokeCommand(terminal));
    }

    @Override
    public Integer call() {
        throw new ParameterException(
                requireNonNull(spec, "spec is null").commandLine(), "expected one of create, list, rotate, revoke");
    }
}
