package org.stylize.client.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code stylize-jobs keys}, with its commands. */
@Command(
        name = "keys",
        description = "For administrators: makes, lists, rotates and revokes the keys that the service asks for.")
final class KeysCommand extends GroupCommand {
    private KeysCommand() {}

    static CommandLine with(Terminal terminal) {
        return new CommandLine(new KeysCommand())
                .addSubcommand(new KeyCreateCommand(terminal))
                .addSubcommand(new KeyListCommand(terminal))
                .addSubcommand(new KeyRotateCommand(terminal))
                .addSubcommand(new KeyRevokeCommand(terminal));
    }
}
