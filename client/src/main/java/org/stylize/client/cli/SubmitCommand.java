package org.stylize.client.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stylize.client.JobView;
import org.stylize.client.Json;
import org.stylize.client.Picture;
import org.stylize.client.Pictures;
import org.stylize.client.Style;
import org.stylize.client.StylizeClient;
import org.stylize.client.Submission;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stylize-jobs submit}. */
@Command(
        name = "submit",
        description = "Submits a job and prints its id. With --watch or -o it also waits for the end of the job.")
final class SubmitCommand extends JobCommand {
    @Parameters(
            index = "0",
            paramLabel = "CONTENT",
            description = "Content image: the photograph to paint; a file, an address that begins with https://, or an"
                    + " object of the service as object:KEY.")
    private String content = "";

    @Parameters(
            index = "1..*",
            paramLabel = "STYLE",
            description = "Style images: the paintings whose style is used, 1 to 16; files if CONTENT is one, or else"
                    + " addresses and objects.")
    private List<String> styles = new ArrayList<>();

    @Option(
            names = "--objects",
            description = "The pictures are keys of objects in the service's bucket, not files of this machine; without"
                    + " it, object:KEY is one.")
    private boolean objects;

    @Option(
            names = "--style",
            paramLabel = "STYLE",
            description = "One more style image, after those among the arguments.")
    private List<String> moreStyles = new ArrayList<>();

    @Option(
            names = "--share",
            paramLabel = "SHARE",
            description =
                    "Share of a style in the mixture, from 0; one for each style, in their order. Default: 1 each.")
    private List<Double> shares = new ArrayList<>();

    @Option(
            names = "--mask",
            paramLabel = "PICTURE",
            description = "Grey picture that is white where a style applies; one for each style, in their order.")
    private List<String> masks = new ArrayList<>();

    @Option(
            names = "--protect",
            paramLabel = "PICTURE",
            description = "Grey picture that is white where the photograph stays as it is, a face for example.")
    private @Nullable String protection;

    @Option(
            names = "--start",
            paramLabel = "PICTURE",
            description = "The picture before the first step, for a --recipe whose start is 'picture'.")
    private @Nullable String start;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "Wait for the end of the job and write the picture to this file. A name without an ending gets"
                            + " that of the format.")
    private @Nullable Path output;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print the id only, at once.")
    private boolean quiet;

    @Option(names = "--watch", description = "Wait for the end of the job and show its progress.")
    private boolean watch;

    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            description =
                    "Makes it safe to send again: the service makes one job of all submissions with this key and the"
                            + " same content.")
    private @Nullable String idempotencyKey;

    @Option(
            names = "--id",
            paramLabel = "UUID",
            description = "Id for the job, any UUID. Default: the service chooses one.")
    private @Nullable UUID id;

    @Option(
            names = "--reuse",
            description = "If a job was completed that was asked for the same, take a copy of its result at once.")
    private boolean reuse;

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Mixin
    private RecipeOptions recipe = new RecipeOptions();

    SubmitCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        if (quiet && watch) {
            throw wrongUse("expected -q or --watch but found both");
        }
        Submission submission = submission();
        if (output != null) {
            requireWritable(output);
            requireNotAnInput(output, submission.pictures());
        }
        StylizeClient client = client();
        JobView job = client.submit(submission);
        boolean waits = watch || output != null;
        accepted(job, waits);
        if (!waits) {
            return ExitCodes.OK;
        }
        return finish(client, job.id(), watch ? Report.PROGRESS : quiet ? Report.NOTHING : Report.END, output);
    }

    private void accepted(JobView job, boolean waits) {
        if (quiet || !(waits || json())) {
            terminal().out().println(job.id());
        } else if (json()) {
            if (!waits || watch) {
                terminal().out().println(watch ? JsonWatcher.line("accepted", job) : Json.write(job));
            }
        } else {
            terminal().err().println("job " + job.id());
        }
        terminal().out().flush();
    }

    private Submission submission() {
        try {
            return new Submission(pictures(), recipe.choice(), settings.settings(output), idempotencyKey, id, reuse);
        } catch (IllegalArgumentException e) {
            throw wrongUse(String.valueOf(e.getMessage()));
        }
    }

    private Pictures pictures() {
        List<String> allStyles =
                Stream.concat(styles.stream(), moreStyles.stream()).toList();
        if (allStyles.isEmpty()) {
            throw wrongUse("expected CONTENT and at least one STYLE but found only '" + content + "'");
        }
        requireOneForEachStyle("--share", shares.size(), allStyles.size());
        requireOneForEachStyle("--mask", masks.size(), allStyles.size());
        List<Style> all = new ArrayList<>();
        for (int i = 0; i < allStyles.size(); i++) {
            Style style = Style.of(picture("style image", allStyles.get(i)));
            Style shared = shares.isEmpty() ? style : style.withShare(shares.get(i));
            all.add(masks.isEmpty() ? shared : shared.withMask(picture("mask", masks.get(i))));
        }
        return new Pictures(
                picture("content image", content),
                all,
                start == null ? null : picture("start picture", start),
                protection == null ? null : picture("protection mask", protection));
    }

    private void requireOneForEachStyle(String option, int given, int styles) {
        if (given != 0 && given != styles) {
            throw wrongUse(option + ": expected one for each of the " + styles + " styles but found " + given);
        }
    }

    private Picture picture(String kind, String name) {
        return objects ? new Picture.Stored(name) : PictureArgument.of(kind, name);
    }

    private void requireNotAnInput(Path file, Pictures pictures) {
        for (Picture input : pictures.all().toList()) {
            if (input instanceof Picture.File inputFile && isSame(file, inputFile.path())) {
                throw wrongUse("-o: expected a new file but " + file + " is an input");
            }
        }
    }

    private static boolean isSame(Path file, Path input) {
        try {
            return Files.exists(file) && Files.isSameFile(file, input);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + input + ": " + e.getMessage(), e);
        }
    }
}
