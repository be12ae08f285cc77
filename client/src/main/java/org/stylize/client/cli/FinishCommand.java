package org.stylize.client.cli;

import org.stylize.client.StylizeClient;
import picocli.CommandLine.Command;

/** {@code stylize-jobs finish}. */
@Command(
        name = "finish",
        description = "Finishes running jobs early: the present picture is the result. Prints their ids.")
final class FinishCommand extends EachJobCommand {
    FinishCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    void act(StylizeClient client, String id) throws InterruptedException {
        done(client.finish(ShortId.ofJob(client, id)));
    }
}
