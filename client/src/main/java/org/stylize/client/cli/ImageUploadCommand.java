package org.stylize.client.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.stylize.client.Json;
import org.stylize.client.Picture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stylize-jobs images upload}. */
@Command(
        name = "upload",
        description =
                "Uploads pictures, each once, and prints their object keys, which submit and batch take as object:KEY.")
final class ImageUploadCommand extends JobCommand {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files, and folders: all pictures in them.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = {"-q", "--quiet"},
            description = "Show no progress on a terminal.")
    private boolean quiet;

    ImageUploadCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        List<Picture> pictures = new ArrayList<>();
        for (String name : files) {
            pictures.addAll(PictureUploads.find("picture", name));
        }
        for (String key : new PictureUploads(client().images(), terminal(), quiet || json()).keys(pictures)) {
            terminal().out().println(json() ? Json.write(Map.of("object", key)) : key);
        }
        terminal().out().flush();
        return ExitCodes.OK;
    }
}
