package org.stylize.client.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.stylize.client.StylizeClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stylize-jobs watch}. */
@Command(name = "watch", description = "Shows the progress of a job until it ends.")
final class WatchCommand extends JobCommand {
    @Parameters(paramLabel = "ID", description = "Id of the job, or its beginning.")
    private String id = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "When the job is completed, write the picture to this file. A name without an ending"
                    + " gets that of the format.")
    private @Nullable Path output;

    WatchCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        if (output != null) {
            requireWritable(output);
        }
        StylizeClient client = client();
        return finish(client, ShortId.ofJob(client, id), Report.PROGRESS, output);
    }
}
