package org.stylize.client.cli;

import org.stylize.client.StylizeClient;
import picocli.CommandLine.Command;

/** {@code stylize-jobs dead-letters retry}. */
@Command(
        name = "retry",
        description =
                "Makes new jobs of dead letters of jobs or submissions, and prints the ids of the new jobs. A dead"
                        + " letter makes one job, however often it is retried.")
final class DeadLetterRetryCommand extends EachJobCommand {
    DeadLetterRetryCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    void act(StylizeClient client, String id) throws InterruptedException {
        done(client.retryDeadLetter(id));
    }
}
