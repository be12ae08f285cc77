package org.stylize.client.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stylize.client.BatchSubmission;
import org.stylize.client.BatchView;
import org.stylize.client.JobSettings;
import org.stylize.client.Picture;
import org.stylize.client.RecipeChoice;
import org.stylize.client.StylizeClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stylize-jobs batch submit}. */
@Command(
        name = "submit",
        description =
                "Submits one job for each content image in each style, up to 10,000, and prints the id of the batch."
                        + " Files are uploaded first, each once.")
final class BatchSubmitCommand extends BatchCommand {
    private static final int MOST_JOBS = 10_000;

    @Parameters(
            paramLabel = "CONTENT",
            arity = "1..*",
            description =
                    "Content images: files, folders (all pictures in them), or objects of the service as object:KEY.")
    private List<String> contents = new ArrayList<>();

    @Option(
            names = "--style",
            paramLabel = "STYLE",
            required = true,
            description = "Style images, each of which is used alone: as content images.")
    private List<String> styles = new ArrayList<>();

    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            description =
                    "Makes it safe to send again: all submissions with this key and the same content are one batch.")
    private @Nullable String idempotencyKey;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print the id only, at once.")
    private boolean quiet;

    @Option(names = "--watch", description = "Wait for the end of the batch and show how far it is.")
    private boolean watch;

    @Option(
            names = "--output-dir",
            paramLabel = "DIR",
            description = "Wait for the end of the batch and write its pictures into this folder.")
    private @Nullable Path folder;

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Mixin
    private RecipeOptions recipe = new RecipeOptions();

    BatchSubmitCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        if (quiet && watch) {
            throw wrongUse("expected -q or --watch but found both");
        }
        List<Picture> photographs = pictures("content image", contents);
        List<Picture> paintings = pictures("style image", styles);
        long jobs = (long) photographs.size() * paintings.size();
        if (jobs > MOST_JOBS) {
            throw wrongUse("a batch has at most " + MOST_JOBS + " jobs but this one would have " + jobs + ": "
                    + photographs.size() + " content images in " + paintings.size() + " styles");
        }
        JobSettings asked = settings.settings(null);
        RecipeChoice choice = recipe.choice();
        StylizeClient client = client();
        PictureUploads uploads = new PictureUploads(client.images(), terminal(), quiet || json());
        BatchSubmission submission = new BatchSubmission(
                uploads.keys(photographs), uploads.keys(paintings), List.of(), List.of(choice), asked, idempotencyKey);
        BatchView batch = client.batches().submit(submission);
        boolean waits = watch || folder != null;
        accepted(batch, waits);
        return waits ? finishBatch(client, batch.id(), report(), folder, Map.copyOf(uploads.names())) : ExitCodes.OK;
    }

    private void accepted(BatchView batch, boolean waits) {
        if (quiet) {
            print(batch.id());
        } else if (!waits) {
            print(batch);
        } else if (!json()) {
            note("batch " + batch.id());
        } else if (watch) {
            print(JsonWatcher.line("accepted", batch));
        }
    }

    private Report report() {
        return watch ? Report.PROGRESS : quiet ? Report.NOTHING : Report.END;
    }

    private static List<Picture> pictures(String kind, List<String> names) {
        List<Picture> found = new ArrayList<>();
        for (String name : names) {
            found.addAll(PictureUploads.find(kind, name));
        }
        return found;
    }
}
