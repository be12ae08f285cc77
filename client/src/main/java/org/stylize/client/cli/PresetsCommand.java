package org.stylize.client.cli;

import org.stylize.client.Json;
import org.stylize.client.Preset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stylize-jobs presets}. */
@Command(name = "presets", description = "Lists the presets, the most useful first; with --json, their recipes too.")
final class PresetsCommand extends JobCommand {
    @Option(
            names = {"-q", "--quiet"},
            description = "Print the names only.")
    private boolean quiet;

    PresetsCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        for (Preset preset : client().presets()) {
            if (json()) {
                terminal().out().println(Json.write(preset));
            } else if (quiet) {
                terminal().out().println(preset.name());
            } else {
                terminal().out().printf("%-12s  %s%n", preset.name(), preset.description());
            }
        }
        terminal().out().flush();
        return ExitCodes.OK;
    }
}
