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
    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description =
                    "Keep the state of the work in this file, so that a run that is stopped can continue. Written while the"
                            + " work goes on, and at Ctrl-C; deleted when the result is written.")
    private @Nullable Path file;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "SECONDS",
            description = "Seconds of work between two checkpoints; 0 for each step. Default: 30.")
    private @Nullable Double everySeconds;

    @Option(
            names = "--resume",
            paramLabel = "FILE",
            description =
                    "Continue from this checkpoint. Pictures and recipe must be given as before; the result has the same bytes"
                            + " as that of a run that was not stopped.")
    private @Nullable Path from;

    boolean isAsked() {
        return file != null || everySeconds != null || from != null;
    }

    /** @throws UsageException naming the option that does not suit the others */
    void check() {
        if (everySeconds != null && file == null) {
            throw new UsageException("--checkpoint-every: needs a file, --checkpoint");
        }
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
        return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
    }

    /**
     * Reads the checkpoint from which the run continues.
     *
     * @throws UsageException if it is not there, or is no checkpoint
     */
    Checkpointing read() throws IOException {
        return new Checkpointing(from == null ? null : read(from), file, everySeconds == null ? 30 : everySeconds);
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
