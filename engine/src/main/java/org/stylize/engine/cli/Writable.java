package org.stylize.engine.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Looks before the work at what would fail only after it. */
final class Writable {
    private Writable() {}

    /** @throws UsageException if the file could not be written, naming the option that asks for it */
    static void require(String option, Path file) {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new UsageException(option + ": there is no directory " + directory);
        }
        if (!Files.isWritable(directory)) {
            throw new UsageException(option + ": nothing can be written to the directory " + directory);
        }
        if (Files.isDirectory(file)) {
            throw new UsageException(option + ": must be a file but " + file + " is a directory");
        }
    }
}
