package org.stylize.engine.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files so that a reader sees the old one, or none, or the whole new one. */
final class AtomicFile {
    private static final int MOST_LINKS = 40; // as in Linux

    private AtomicFile() {}

    /**
     * Writes beside the file and moves into its place; what was there is replaced. Of a symbolic link the file that it
     * leads to is replaced, and the link stays.
     */
    static void write(Path file, byte[] bytes) throws IOException {
        write(file, stream -> stream.write(bytes));
    }

    /** What is written to a file. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream stream) throws IOException;
    }

    /** Writes as {@link #write(Path, byte[])}. */
    static void write(Path file, Content content) throws IOException {
        Path target = target(file);
        Path part = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            try (OutputStream stream = Files.newOutputStream(part)) {
                content.writeTo(stream);
            }
            move(part, target);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * The file that a name leads to when symbolic links are followed, whether it is there or not.
     *
     * @throws FileSystemLoopException if the links lead nowhere
     */
    static Path target(Path file) throws IOException {
        Path target = file;
        for (int i = 0; i < MOST_LINKS; i++) {
            if (!Files.isSymbolicLink(target)) {
                return target;
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        throw new FileSystemLoopException(file.toString());
    }

    private static void move(Path part, Path target) throws IOException {
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
