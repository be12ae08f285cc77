package org.stylize.client.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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

/** {@code stylize-jobs submit}. */
@Command(name = "submit", description = "Submits a job and writes its id; with --watch or -o also waits for its end.")
final class SubmitCommand extends JobCommand {
    @Parameters(index = "0", paramLabel = "CONTENT", description = "The content image: a photograph.")
    private String content = "";

    @Parameters(index = "1..*", arity = "1", paramLabel = "STYLE", description = "The style image: a painting.")
    private List<String> styles = new ArrayList<>();

    @Option(
            names = "--objects",
            description = "CONTENT and STYLE are object keys in the service's bucket, not files of this machine.")
    private boolean objects;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Wait for the end and write the picture (PNG) here.")
    private @Nullable Path output;

    @Option(names = "--watch", description = "Show the progress until the end.")
    private boolean watch;

    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            description = "With the same key, the same submission is the same job however often it is sent.")
    private @Nullable String idempotencyKey;

    @Option(names = "--id", paramLabel = "UUID", description = "Id of the job, a UUID of version 7.")
    private @Nullable UUID id;

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
            return new Submission(pictures(), recipe.preset, recipe.overrides(), idempotencyKey, id);
        } catch (IllegalArgumentException e) {
            throw wrongUse(String.valueOf(e.getMessage()));
        }
    }

    private Pictures pictures() {
        if (objects) {
            return new Pictures.Objects(content, styles);
        }
        return new Pictures.Files(
                picture("content", content),
                styles.stream().map(style -> picture("style", style)).toList());
    }

    private Path picture(String kind, String name) {
        Path file = Path.of(name);
        if (!Files.isRegularFile(file)) {
            throw wrongUse(
                    "the " + kind + " image " + name + (Files.exists(file) ? " is not a file" : " does not exist"));
        }
        if (!Files.isReadable(file)) {
            throw wrongUse("the " + kind + " image " + name + " cannot be read");
        }
        return file;
    }
}
