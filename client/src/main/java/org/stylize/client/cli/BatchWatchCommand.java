package org.stylize.client.cli;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stylize.client.StylizeClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stylize-jobs batch watch}. */
@Command(name = "watch", description = "Shows how far a batch is until all its jobs have ended.")
final class BatchWatchCommand extends BatchCommand {
    @Parameters(paramLabel = "ID", description = "Id of the batch, or its beginning.")
    private String id = "";

    @Option(
            names = "--output-dir",
            paramLabel = "DIR",
            description = "When the batch has ended, write its pictures into this folder.")
    private @Nullable Path folder;

    BatchWatchCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        StylizeClient client = client();
        return finishBatch(client, ShortId.ofBatch(client, id), Report.PROGRESS, folder, Map.of());
    }
}
