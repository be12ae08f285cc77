package org.stylize.engine.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.stylize.engine.Checkpoint;
import org.stylize.engine.UnusableCheckpointException;
import picocli.CommandLine.Option;

/** How a run that was stopped can continue later. */
final class CheckpointOptions {
    private static final double DEFAULT_SECONDS = 30;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "Keep the state of the work in this file, so that a run that is stopped can continue. Written"
                    + " while the work goes on, and at Ctrl-C; deleted when the result is written.")
    private @Nullable Path file;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "SECONDS",
            description = "Seconds of work between two checkpoints; 0 for each step. Default: 30.")
    private @Nullable Double everySeconds;

    @Option(
            names = "--keep-partial",
            description = "At Ctrl-C, write the picture as it is then, after one step at least. The picture and its"
                    + " manifest say that it is partial. With --checkpoint, the work can be continued too.")
    private boolean keepPartial;

    @Option(
            names = "--resume",
            paramLabel = "FILE",
            description =
                    "Continue from this checkpoint. Pictures and recipe must be given as before; the result has the"
                            + " same bytes as that of a run that was not stopped.")
    private @Nullable Path from;

    /** What becomes of the picture at a stop. */
    CommandWatcher.Until until() {
        return new CommandWatcher.Until(0, keepPartial);
    }

    boolean isPartialKept() {
        return keepPartial;
    }

    boolean isAsked() {
        return file != null || everySeconds != null || from != null || keepPartial;
    }

    /** @throws UsageException naming the option that does not suit the others */
    void check() {
        if (everySeconds != null && file == null) {
            throw new UsageException("--checkpoint-every: needs a file, --checkpoint");
        }
        checkSeconds();
    }

    private void checkSeconds() {
        if (everySeconds != null && !(everySeconds >= 0)) {
            throw new UsageException("--checkpoint-every: must be at least 0 but is " + everySeconds);
        }
    }

    /** Adds what is read and written. The checkpoint from which a run continues may be the file that it writes. */
    void addTo(RunFiles files) throws IOException {
        if (from != null && (file == null || !isSameFile(from, file))) {
            files.reads("checkpoint to continue from", from);
        }
        if (file != null) {
            files.writes("--checkpoint", "checkpoint", file);
        }
    }

    private static boolean isSameFile(Path one, Path other) throws IOException {
        return one.equals(other) || (Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other));
    }

    /**
     * Reads the checkpoint from which the run continues.
     *
     * @throws UsageException if it is not there, or is no checkpoint
     */
    Checkpointing read() throws IOException {
        return new Checkpointing(
                from == null ? null : read(from), file, everySeconds(), "the same command with --resume " + file);
    }

    /** For the pictures of a folder, whose states are kept without being asked for. */
    double everySeconds() {
        return everySeconds == null ? DEFAULT_SECONDS : everySeconds;
    }

    /** @throws UsageException if a file is named, although each picture of a folder has one of its own */
    void checkForFolder() {
        if (file != null || from != null) {
            throw new UsageException(
                    "--input-dir: keeps the state of each picture in --output-dir and continues from it, so"
                            + " give no " + (file != null ? "--checkpoint" : "--resume"));
        }
        checkSeconds();
    }

    private static Checkpoint read(Path from) throws IOException {
        if (!Files.isRegularFile(from)) {
            throw new UsageException("--resume: there is no file " + from);
        }
        try (InputStream stream = Files.newInputStream(from)) {
            return Checkpoint.read(stream);
        } catch (UnusableCheckpointException e) {
            throw unusable(e);
        }
    }

    /** The same fault with the option that caused it. */
    static UsageException unusable(UnusableCheckpointException fault) {
        return new UsageException(
                "--resume: " + fault.getMessage() + "; without --resume the work starts from the beginning");
    }
}
