package org.stylize.client.cli;

import org.stylize.client.BatchRetry;
import org.stylize.client.Json;
import org.stylize.client.StylizeClient;
import picocli.CommandLine.Command;

/** {@code stylize-jobs batch retry}. */
@Command(
        name = "retry",
        description =
                "Does the jobs of batches again that failed or expired, and prints how many new jobs each one has.")
final class BatchRetryCommand extends EachJobCommand {
    BatchRetryCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    void act(StylizeClient client, String id) throws InterruptedException {
        BatchRetry retry = client.batches().retry(ShortId.ofBatch(client, id));
        print(json() ? Json.write(retry) : retry.batch().id() + " " + retry.retried());
    }
}
