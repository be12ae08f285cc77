package org.stylize.client.cli;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stylize.client.Json;
import org.stylize.client.SignedLink;
import org.stylize.client.StylizeClient;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stylize-jobs result}. */
@Command(
        name = "result",
        description = "Fetches the picture of a completed job or its manifest, or the latest preview of a running job.")
final class ResultCommand extends JobCommand {
    @Parameters(paramLabel = "ID", description = "Id of the job, or its beginning.")
    private String id = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "File to write; an existing one is replaced. A name without an ending gets that of the format.")
    private @Nullable Path output;

    @ArgGroup
    private Kind kind = new Kind();

    /** What is fetched; nothing for the result. */
    static final class Kind {
        @Option(names = "--preview", description = "Fetch the latest preview (JPEG) instead of the result.")
        private boolean preview;

        @Option(
                names = "--manifest",
                description = "Fetch what made the result (JSON) instead of the result. stylize --replay makes the same"
                        + " bytes from it.")
        private boolean manifest;

        @Option(
                names = "--link",
                description = "Print an address of the result that needs no key and counts for some minutes; nothing is"
                        + " fetched.")
        private boolean link;
    }

    ResultCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        if (kind.link) {
            return link();
        }
        if (output == null) {
            throw wrongUse("-o: expected a FILE to write, or --link, but found neither");
        }
        return fetch(output);
    }

    private int link() throws InterruptedException {
        if (output != null) {
            throw wrongUse("expected -o or --link but found both");
        }
        StylizeClient client = client();
        SignedLink link = client.resultLink(ShortId.ofJob(client, id));
        terminal().out().println(json() ? Json.write(link) : link.url());
        terminal().out().flush();
        return ExitCodes.OK;
    }

    private int fetch(Path output) throws InterruptedException {
        requireWritable(output);
        StylizeClient client = client();
        String job = ShortId.ofJob(client, id);
        Path file;
        if (kind.preview) {
            file = ResultFile.withEnding(output, ".jpg");
            client.downloadPreview(job, file);
        } else if (kind.manifest) {
            file = ResultFile.withEnding(output, ".json");
            client.downloadManifest(job, file);
        } else {
            file = ResultFile.ending(output).isEmpty() ? ResultFile.withEnding(output, client.get(job)) : output;
            client.downloadResult(job, file);
        }
        terminal().out().println(json() ? Json.write(Map.of("id", job, "file", file.toString())) : file);
        terminal().out().flush();
        return ExitCodes.OK;
    }
}
