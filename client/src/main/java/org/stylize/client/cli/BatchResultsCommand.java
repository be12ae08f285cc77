package org.stylize.client.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stylize.client.StylizeClient;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stylize-jobs batch results}. */
@Command(name = "results", description = "Fetches the pictures of all jobs of a batch that are completed now.")
final class BatchResultsCommand extends BatchCommand {
    @Parameters(paramLabel = "ID", description = "Id of the batch, or its beginning.")
    private String id = "";

    @ArgGroup(multiplicity = "1")
    private Target target = new Target();

    /** Where the pictures go. */
    static final class Target {
        @Option(
                names = {"-o", "--output"},
                paramLabel = "FILE",
                description = "Write them as a ZIP to this file.")
        private @Nullable Path zip;

        @Option(names = "--output-dir", paramLabel = "DIR", description = "Write each of them into this folder.")
        private @Nullable Path folder;

        @Option(
                names = "--contact-sheet",
                paramLabel = "FILE",
                description = "Write one JPEG with all of them, small, to this file.")
        private @Nullable Path sheet;
    }

    BatchResultsCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        StylizeClient client = client();
        if (target.folder != null) {
            String batch = ShortId.ofBatch(client, id);
            print(batch, new ResultFolder(target.folder, Map.of()).fetch(client.batches(), batch));
        } else if (target.zip != null) {
            Path file = ResultFile.withEnding(target.zip, ".zip");
            requireWritable(file);
            String batch = ShortId.ofBatch(client, id);
            client.batches().downloadResults(batch, file);
            print(batch, List.of(file));
        } else if (target.sheet != null) {
            Path file = ResultFile.withEnding(target.sheet, ".jpg");
            requireWritable(file);
            String batch = ShortId.ofBatch(client, id);
            client.batches().downloadContactSheet(batch, file);
            print(batch, List.of(file));
        }
        return ExitCodes.OK;
    }
}
