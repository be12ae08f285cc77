package org.stylize.client.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code stylize-jobs images}, with its commands. */
@Command(name = "images", description = "Uploads, lists and deletes pictures that the service keeps for jobs to come.")
final class ImagesCommand extends GroupCommand {
    private ImagesCommand() {}

    static CommandLine with(Terminal terminal) {
        return new CommandLine(new ImagesCommand())
                .addSubcommand(new ImageUploadCommand(terminal))
                .addSubcommand(new ImageListCommand(terminal))
                .addSubcommand(new ImageDeleteCommand(terminal));
    }
}
