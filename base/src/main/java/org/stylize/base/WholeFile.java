package org.stylize.base;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes a file as a whole: a reader sees the old file, or none, or the whole new one.
 *
 * <p>If the name is a symbolic link, the file that it leads to is replaced, and the link stays.
 */
public final class WholeFile {
    private static final int MOST_LINKS = 40; // as in Linux

    private WholeFile() {}

    /** Writes text as UTF-8. An existing file is replaced. */
    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes bytes. An existing file is replaced. */
    public static void write(Path file, byte[] bytes) throws IOException {
        write(file, stream -> stream.write(bytes));
    }

    /** What is written to a file. */
    @FunctionalInterface
    public interface Content {
        /** Writes it; the caller closes the stream. */
        void writeTo(OutputStream stream) throws IOException;
    }

    /** Writes what the content writes. An existing file is replaced. */
    public static void write(Path file, Content content) throws IOException {
        Path target = target(file);
        // In the same directory, because a move is atomic only within a file system.
        Path part = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            try (OutputStream stream = Files.newOutputStream(part)) {
                content.writeTo(stream);
            }
            move(part, target);
        } finally {
            Files.deleteIfExists(part); // exists only if writing failed
        }
    }

    /**
     * Follows symbolic links. The file at the end need not exist.
     *
     * @throws FileSystemLoopException if the links form a loop
     */
    public static Path target(Path file) throws IOException {
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
        } catch (AtomicMoveNotSupportedException e) { // some network file systems
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
