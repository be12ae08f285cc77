package org.stylize.client.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.stylize.client.JobSettings;
import org.stylize.client.JobView;
import org.stylize.client.Json;
import org.stylize.client.Picture;
import org.stylize.client.Pictures;
import org.stylize.client.RecipeChoice;
import org.stylize.client.StylizeClient;
import org.stylize.client.Submission;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stylize-jobs submit}. */
@Command(
        name = "submit",
        description =
                "Submits a job and prints its id. With --watch or -o it also waits for the end of the job. For each"
                        + " picture of a folder it submits a job.")
final class SubmitCommand extends JobCommand {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    @Mixin
    private PictureOptions pictures = new PictureOptions();

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
            names = "--wait",
            paramLabel = "TIME",
            description =
                    "Wait for the end of the job, but not longer than this: 1s to 1m. The service waits, so a job of"
                            + " seconds takes one request.")
    private @Nullable Duration wait;

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
        requireSense();
        try (PipedPicture piped = new PipedPicture(terminal().input())) {
            List<Pictures> all = pictures.pictures(piped);
            if (all.size() > 1) {
                requireNothingForOneJob(all.size());
            }
            RecipeChoice choice = recipe.choice();
            JobSettings asked = settings.settings(output);
            if (output != null) {
                requireWritable(output);
                requireNotAnInput(output, all.get(0));
            }
            StylizeClient client = client();
            piped.read();
            int code = ExitCodes.OK;
            for (int i = 0; i < all.size(); i++) {
                String what = all.size() == 1 ? "uploading" : "uploading " + (i + 1) + " of " + all.size();
                Submission submission = new Submission(all.get(i), choice, asked, idempotencyKey, id, reuse);
                code = Math.max(code, submit(client, submission, what));
            }
            return code;
        }
    }

    private void requireSense() {
        if (quiet && watch) {
            throw wrongUse("expected -q or --watch but found both");
        }
        if (wait != null && (wait.isZero() || wait.compareTo(LONGEST_WAIT) > 0)) {
            throw wrongUse("--wait: expected 1s to 1m but found " + wait.toSeconds()
                    + "s; --watch and -o wait as long as it takes");
        }
    }

    private void requireNothingForOneJob(int jobs) {
        String found = optionForOneJob();
        if (found != null) {
            throw wrongUse(found + ": expected one picture as CONTENT but found a folder with " + jobs
                    + "; batch submit can wait for many jobs");
        }
    }

    private @Nullable String optionForOneJob() {
        if (output != null) {
            return "-o";
        }
        if (watch) {
            return "--watch";
        }
        if (id != null) {
            return "--id";
        }
        return idempotencyKey == null ? null : "--idempotency-key";
    }

    private int submit(StylizeClient client, Submission submission, String what) throws InterruptedException {
        JobView job = send(client, submission, what);
        boolean waits = watch || output != null;
        accepted(job, waits);
        if (waits) {
            return finish(client, job.id(), watch ? Report.PROGRESS : quiet ? Report.NOTHING : Report.END, output);
        }
        return wait == null ? ExitCodes.OK : afterWait(job);
    }

    private JobView send(StylizeClient client, Submission submission, String what) throws InterruptedException {
        Duration longest = wait == null ? Duration.ZERO : wait;
        long bytes = bytes(submission.pictures());
        boolean shown = !quiet && !json() && bytes >= UploadLine.LARGE;
        try (UploadLine line = new UploadLine(terminal(), shown, what, bytes)) {
            return client.submit(submission, longest, line);
        }
    }

    private void accepted(JobView job, boolean waits) {
        if (quiet || !(waits || json())) {
            print(job.id());
        } else if (json()) {
            if (!waits || watch) {
                print(watch ? JsonWatcher.line("accepted", job) : Json.write(job));
            }
        } else {
            note("job " + job.id());
        }
    }

    /** Tells how the job is after the service has waited for it. */
    private int afterWait(JobView job) {
        if (job.state().isTerminal()) {
            return ended(job);
        }
        if (!quiet && !json()) {
            note("The job " + job.id() + " goes on: " + EventText.state(job));
        }
        return ExitCodes.OK;
    }

    private void requireNotAnInput(Path file, Pictures inputs) {
        for (Path input : files(inputs)) {
            if (isSame(file, input)) {
                throw wrongUse("-o: expected a new file but " + file + " is an input");
            }
        }
    }

    private static List<Path> files(Pictures pictures) {
        return pictures.all()
                .filter(Picture.File.class::isInstance)
                .map(picture -> ((Picture.File) picture).path())
                .toList();
    }

    private static long bytes(Pictures pictures) {
        return files(pictures).stream().mapToLong(PictureUploads::size).sum();
    }

    private static boolean isSame(Path file, Path input) {
        try {
            return Files.exists(file) && Files.isSameFile(file, input);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + input + ": " + e.getMessage(), e);
        }
    }
}
