package org.stylize.client.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.stylize.client.BatchView;
import org.stylize.client.Json;
import org.stylize.client.StylizeClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code stylize-jobs batch show}. */
@Command(name = "show", description = "Shows how far a batch is.")
final class BatchShowCommand extends BatchCommand {
    @Parameters(paramLabel = "ID", description = "Id of the batch, or its beginning.")
    private String id = "";

    BatchShowCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        StylizeClient client = client();
        BatchView batch = client.batches().get(ShortId.ofBatch(client, id));
        if (json()) {
            print(Json.write(batch));
            return ExitCodes.OK;
        }
        line("id", batch.id());
        line("state", batch.state().name().toLowerCase(Locale.ROOT));
        line("jobs", BatchText.counts(batch));
        line("submitted", batch.submittedAt() == null ? null : TimeText.of(batch.submittedAt()));
        line("cancelled", batch.cancelledAt() == null ? null : TimeText.of(batch.cancelledAt()));
        line("lane", batch.lane());
        batch.labels().forEach((name, value) -> line("label", name + "=" + value));
        batch.metadata().forEach((name, value) -> line("metadata", name + "=" + value));
        return ExitCodes.OK;
    }

    private void line(String name, @Nullable Object value) {
        if (value != null) {
            print(String.format(Locale.ROOT, "%-11s %s", name, value));
        }
    }
}
