package org.stylize.client.cli;

import org.stylize.client.StylizeClient;
import picocli.CommandLine.Command;

/** {@code stylize-jobs cancel}. */
@Command(name = "cancel", description = "Cancels jobs, queued or running, and prints their ids.")
final class CancelCommand extends EachJobCommand {
    CancelCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    void act(StylizeClient client, String id) throws InterruptedException {
        done(client.cancel(ShortId.ofJob(client, id)));
    }
}
