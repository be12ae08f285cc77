package org.stylize.client.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stylize-jobs keys rotate}. */
@Command(
        name = "rotate",
        description =
                "Makes a new key that allows the same as an old one, and prints it, and nothing else, on standard output."
                        + " It is not shown again. The old key ends soon after.")
final class KeyRotateCommand extends NewKeyCommand {
    @Parameters(paramLabel = "ID", description = "Id of the old key, as the list prints it.")
    private String id = "";

    @Option(
            names = "--overlap",
            paramLabel = "TIME",
            description = "How long the old key stays valid: 0s to 30d. Default: 1d.")
    private @Nullable Duration overlap;

    KeyRotateCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        return show(client().rotateKey(id, overlap), " The old key " + id + " ends after the overlap.");
    }
}
