package org.stylize.client.cli;

import java.nio.file.Path;
import java.util.Map;
import org.stylize.client.Json;
import org.stylize.client.StylizeClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stylize-jobs result}. */
@Command(
        name = "result",
        description = "Fetches the picture of a completed job, or the latest preview of a running one.")
final class ResultCommand extends JobCommand {
    @Parameters(paramLabel = "ID", description = "Id of the job.")
    private String id = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "File to write; an existing one is replaced.")
    private Path output = Path.of("");

    @Option(names = "--preview", description = "Fetch the latest preview (JPEG) instead of the result (PNG).")
    private boolean preview;

    ResultCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        requireWritable(output);
        StylizeClient client = client();
        if (preview) {
            client.downloadPreview(id, output);
        } else {
            client.downloadResult(id, output);
        }
        terminal().out().println(json() ? Json.write(Map.of("id", id, "file", output.toString())) : output);
        terminal().out().flush();
        return ExitCodes.OK;
    }
}
