package org.stylize.client.cli;

import org.stylize.client.StylizeClient;
import picocli.CommandLine.Command;

/** {@code stylize-jobs retry}. */
@Command(
        name = "retry",
        description = "Does jobs again that failed, were cancelled or expired, and prints the ids of the new jobs.")
final class RetryCommand extends EachJobCommand {
    RetryCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    void act(StylizeClient client, String id) throws InterruptedException {
        done(client.retry(ShortId.ofJob(client, id)));
    }
}
