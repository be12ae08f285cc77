package org.stylize.client.cli;

import org.stylize.client.BatchView;
import org.stylize.client.Json;
import org.stylize.client.StylizeClient;
import picocli.CommandLine.Command;

/** {@code stylize-jobs batch cancel}. */
@Command(name = "cancel", description = "Cancels all jobs of batches that have not ended, and prints the batches' ids.")
final class BatchCancelCommand extends EachJobCommand {
    BatchCancelCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    void act(StylizeClient client, String id) throws InterruptedException {
        BatchView batch = client.batches().cancel(ShortId.ofBatch(client, id));
        print(json() ? Json.write(batch) : batch.id());
    }
}
