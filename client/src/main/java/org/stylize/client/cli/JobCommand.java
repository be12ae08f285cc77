package org.stylize.client.cli;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stylize.base.ShutdownHook;
import org.stylize.client.JobEvent;
import org.stylize.client.JobState;
import org.stylize.client.JobView;
import org.stylize.client.Json;
import org.stylize.client.Problem;
import org.stylize.client.ProblemException;
import org.stylize.client.StylizeClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands share: the address of the service, the key, JSON, following a job to its end, writing its picture. */
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class)
abstract class JobCommand implements Callable<Integer> {
    static final String JSON = "--json";

    private static final int UNAUTHENTICATED = 401;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(names = JSON, description = "Write JSON, one object per line; errors too.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    private final Terminal terminal;

    private @Nullable UsedKey key;

    JobCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    final Terminal terminal() {
        return terminal;
    }

    final boolean json() {
        return json;
    }

    /** A client with the key that is given, if one is. */
    final StylizeClient client() {
        try {
            Profile profile = connection.profile(terminal);
            StylizeClient client = connection.client(profile, terminal);
            UsedKey used = connection.key(profile, terminal);
            key = used;
            Path keyFile = connection.keyFile(profile);
            if (keyFile != null && UsedKey.isOpenToOthers(keyFile)) {
                StylizeJobs.warn(
                        "everybody on this machine can read the key file " + keyFile + " (chmod 600 changes that)",
                        json,
                        terminal);
            }
            return used.key() == null ? client : client.withKey(used.key());
        } catch (IllegalArgumentException e) {
            throw wrongUse(String.valueOf(e.getMessage()));
        }
    }

    /** Writes an expected failure; if the service asks for a valid key, also which one was sent. */
    final void tell(Exception exception) {
        boolean asksForKey = exception instanceof ProblemException refused
                && refused.problem().status() == UNAUTHENTICATED;
        StylizeJobs.tell(exception, json, asksForKey && key != null ? key.hint() : null, terminal);
    }

    /**
     * Writes why the service refused one of several things; returns the exit code.
     *
     * @throws ProblemException the same, if the service would refuse each of them
     */
    final int tellOfOne(ProblemException refused) {
        if (refused.problem().status() == UNAUTHENTICATED) {
            throw refused;
        }
        tell(refused);
        return ExitCodes.REFUSED;
    }

    /** To be thrown if the arguments are wrong. */
    final ParameterException wrongUse(String message) {
        return new ParameterException(requireNonNull(spec, "spec is null").commandLine(), message);
    }

    /**
     * Asks on a terminal whether to delete something.
     *
     * @param yes whether the answer is known to be yes
     * @throws ParameterException if it is no
     */
    final void requireAgreed(String question, boolean yes) {
        if (!yes && terminal.interactive() && !terminal.isAgreed(question)) {
            throw wrongUse("nothing is deleted; --yes deletes without asking");
        }
    }

    /** Checks the largest number of things to list. */
    final void requireLimit(int limit) {
        if (limit < 1) {
            throw wrongUse("--limit: expected at least 1 but found " + limit);
        }
    }

    /** Checks, before any work is done, that a file can be written later. */
    final void requireWritable(Path file) {
        Path directory = requireNonNull(file.toAbsolutePath().getParent(), "a file has a directory");
        if (Files.isDirectory(file)) {
            throw wrongUse("-o: expected a file but " + file + " is a directory");
        }
        if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
            throw wrongUse("-o: cannot write " + file + ": "
                    + (Files.isDirectory(directory) ? "no permission to write to " : "there is no directory ")
                    + directory);
        }
    }

    /** Writes a line to standard output, at once. */
    final void print(String line) {
        terminal.out().println(line);
        terminal.out().flush();
    }

    /** Writes a line to standard error, at once. */
    final void note(String line) {
        terminal.err().println(line);
        terminal.err().flush();
    }

    /** What is told of a job that is waited for. */
    enum Report {
        NOTHING,
        END,
        PROGRESS
    }

    /**
     * Follows a job to its end, reports how it ended, and writes its picture.
     *
     * @param file receives the picture; null for none
     * @return the exit code
     */
    final int finish(StylizeClient client, String id, Report report, @Nullable Path file) throws InterruptedException {
        boolean show = report == Report.PROGRESS;
        JobView job = follow(client, id, show ? watcher() : event -> {});
        boolean completed = job.state() == JobState.COMPLETED;
        Path written = file == null ? null : ResultFile.withEnding(file, job);
        if (completed && written != null) {
            client.downloadResult(id, written);
        }
        if (json && report != Report.NOTHING) {
            terminal.out().println(show ? JsonWatcher.line("ended", job) : Json.write(job));
        } else if (completed && report != Report.NOTHING) {
            terminal.out().println(written == null ? id : written);
        }
        terminal.out().flush();
        return ended(job);
    }

    /** Says so if a job has ended without a picture; returns the exit code. */
    final int ended(JobView job) {
        if (job.state() == JobState.COMPLETED) {
            return ExitCodes.OK;
        }
        note(failure(job));
        return ExitCodes.JOB_FAILED;
    }

    private JobView follow(StylizeClient client, String id, Consumer<JobEvent> watcher) throws InterruptedException {
        ShutdownHook hint = InterruptHint.install(terminal, "job", "watch " + id);
        try {
            return client.follow(id, watcher);
        } finally {
            hint.close();
        }
    }

    private Consumer<JobEvent> watcher() {
        if (json) {
            return new JsonWatcher(terminal);
        }
        return terminal.interactive() ? new BarWatcher(terminal) : new LineWatcher(terminal, System::nanoTime);
    }

    private static String failure(JobView job) {
        Problem problem = job.problem();
        return "The job " + job.id() + " ended as " + EventText.state(job) + (problem == null ? "." : ": " + problem);
    }
}
