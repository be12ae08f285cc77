package org.stylize.client.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stylize.client.JobView;
import org.stylize.client.Json;
import org.stylize.client.Pictures;
import org.stylize.client.StylizeClient;
import org.stylize.client.Submission;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code stylize-jobs submit}. */
@Command(
        name = "submit",
        description = "Submits a job and prints its id. With --watch or -o it also waits for the end of the job.")
final class SubmitCommand extends JobCommand {
    @Parameters(
            index = "0",
            paramLabel = "CONTENT",
            description = "Content image: the photograph to paint; a file, or an address that begins with https://.")
    private String content = "";

    @Parameters(
            index = "1..*",
            paramLabel = "STYLE",
            description =
                    "Style images: the paintings whose style is used, 1 to 16; files, or addresses if CONTENT is one.")
    private List<String> styles = new ArrayList<>();

    @Option(
            names = "--objects",
            description = "CONTENT and STYLE are keys of objects in the service's bucket, not files of this machine.")
    private boolean objects;

    @Option(
            names = "--style",
            paramLabel = "STYLE",
            description = "One more style image, after those among the arguments.")
    private List<String> moreStyles = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Wait for the end of the job and write the picture (PNG) to this file.")
    private @Nullable Path output;

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
            names = "--ttl",
            paramLabel = "TIME",
            description =
                    "The job expires if no worker has begun it after this time: 90s, 10m, 2h, 1d or 1h30m. Default: it"
                            + " waits as long as it takes.")
    private @Nullable Duration ttl;

    @Option(
            names = "--deadline",
            paramLabel = "WHEN",
            description =
                    "At this time, such as 2026-06-01T12:00:00Z, a job that runs is finished with the picture that it"
                            + " has, and any other expires. Default: none.")
    private @Nullable Instant deadline;

    @Option(
            names = "--reuse",
            description = "If a job was completed that was asked for the same, take a copy of its result at once.")
    private boolean reuse;

    @Mixin
    private RecipeOptions recipe = new RecipeOptions();

    SubmitCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws InterruptedException {
        Submission submission = submission();
        if (output != null) {
            requireWritable(output);
            requireNotAnInput(output, submission.pictures());
        }
        StylizeClient client = client();
        JobView job = client.submit(submission);
        boolean waits = watch || output != null;
        if (json()) {
            if (!waits || watch) {
                terminal().out().println(watch ? JsonWatcher.line("accepted", job) : Json.write(job));
            }
        } else if (waits) {
            terminal().err().println("job " + job.id());
        } else {
            terminal().out().println(job.id());
        }
        terminal().out().flush();
        return waits ? finish(client, job.id(), watch, output) : ExitCodes.OK;
    }

    private Submission submission() {
        try {
            return new Submission(
                    pictures(),
                    recipe.preset(),
                    recipe.overrides(),
                    recipe.recipe(),
                    idempotencyKey,
                    id,
                    ttl,
                    deadline,
                    reuse);
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
        if (objects) {
            return new Pictures.Objects(content, allStyles);
        }
        if (isLink(content)) {
            return new Pictures.Links(
                    link(content), allStyles.stream().map(this::link).toList());
        }
        return new Pictures.Files(
                picture("content", content),
                allStyles.stream().map(style -> picture("style", style)).toList());
    }

    private void requireNotAnInput(Path file, Pictures pictures) {
        List<Path> inputs = pictures.match(new Pictures.Cases<List<Path>>() {
            @Override
            public List<Path> files(Pictures.Files files) {
                return Stream.concat(Stream.of(files.content()), files.styles().stream())
                        .toList();
            }

            @Override
            public List<Path> objects(Pictures.Objects objects) {
                return List.of();
            }

            @Override
            public List<Path> links(Pictures.Links links) {
                return List.of();
            }
        });
        for (Path input : inputs) {
            try {
                if (Files.exists(file) && Files.isSameFile(file, input)) {
                    throw wrongUse("-o: expected a new file but " + file + " is an input");
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + input + ": " + e.getMessage(), e);
            }
        }
    }

    private static boolean isLink(String name) {
        return name.startsWith("https://") || name.startsWith("http://");
    }

    private URI link(String address) {
        if (!isLink(address)) {
            throw wrongUse("the content image is an address, so expected an address but found " + address);
        }
        try {
            return new URI(address);
        } catch (URISyntaxException e) {
            throw wrongUse(address + " is not an address: " + e.getReason());
        }
    }

    private Path picture(String kind, String name) {
        Path file;
        try {
            file = Converters.path(name);
        } catch (TypeConversionException e) {
            throw wrongUse("the " + kind + " image: " + e.getMessage());
        }
        if (!Files.isRegularFile(file)) {
            throw wrongUse("the " + kind + " image " + name
                    + (Files.exists(file) ? " is not a file" : " does not exist" + Converters.localeHint(name)));
        }
        if (!Files.isReadable(file)) {
            throw wrongUse("no permission to read the " + kind + " image " + name);
        }
        return file;
    }
}
