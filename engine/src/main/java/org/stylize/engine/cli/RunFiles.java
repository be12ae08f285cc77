package org.stylize.engine.cli;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stylize.base.WholeFile;

/**
 * The files that a run reads and those that it will write. Before any work it refuses to write over what it reads, or two
 * things to one file. Files are compared by their real paths, so another name or a symbolic link does not hide one.
 */
final class RunFiles {
    private final Map<Path, Use> uses = new HashMap<>();
    private final @Nullable Path boundary;

    private RunFiles(@Nullable Path boundary) {
        this.boundary = boundary;
    }

    /** Of a run that may write into any directory. */
    static RunFiles anywhere() {
        return new RunFiles(null);
    }

    /** Of a run that writes into one directory only, which is there, even where symbolic links lead out of it. */
    static RunFiles writingInto(Path directory) throws IOException {
        return new RunFiles(directory.toRealPath());
    }

    /** What a file is in this run, for messages. */
    private record Use(String role, boolean isWritten) {}

    /** One more file that is read, whether it exists or not. */
    void reads(String role, Path file) throws IOException {
        uses.putIfAbsent(real(file), new Use(role, false));
    }

    /**
     * One more file that will be written.
     *
     * @param option that asks for it, for messages
     * @throws UsageException if it cannot be written, or another file of this run would be lost
     */
    void writes(String option, String role, Path file) throws IOException {
        Path real = real(file);
        requireWritable(option, file, real);
        if (boundary != null && !real.startsWith(boundary)) {
            throw new UsageException(
                    option + ": nothing is written outside of " + boundary + " but " + file + " leads to " + real);
        }
        Use use = uses.putIfAbsent(real, new Use(role, true));
        if (use != null) {
            String both = use.isWritten()
                    ? " and the " + use.role() + " would be one file, "
                    : " would replace the " + use.role() + ", ";
            throw new UsageException(option + ": the " + role + both + file);
        }
    }

    private static void requireWritable(String option, Path file, Path real) {
        Path directory = real.getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new UsageException(option + ": there is no directory " + directory);
        }
        if (!Files.isWritable(directory)) {
            throw new UsageException(option + ": nothing can be written to the directory " + directory);
        }
        if (Files.isDirectory(real)) {
            throw new UsageException(option + ": must be a file but " + file + " is a directory");
        }
        if (Files.exists(real) && !Files.isRegularFile(real)) {
            throw new UsageException(option + ": must be a file but " + file + " is a device or a pipe");
        }
    }

    /** Absolute and without symbolic links, as far as the path exists. */
    private static Path real(Path file) throws IOException {
        if (Files.exists(file)) {
            return file.toRealPath();
        }
        Path target;
        try {
            target = WholeFile.target(file).toAbsolutePath().normalize();
        } catch (FileSystemLoopException e) {
            throw new UsageException(file + " is a symbolic link that leads to itself");
        }
        Path directory = target.getParent();
        return directory == null || !Files.isDirectory(directory)
                ? target
                : directory.toRealPath().resolve(target.getFileName());
    }
}
