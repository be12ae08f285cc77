package org.stylize.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.stylize.base.ExitCodes;

/**
 * The one directory that the stack writes to: {@code kafka/} (the broker's log), {@code s3/} (a directory for each
 * bucket), {@code logs/}, {@code secure/} if it is secured, and the lock that keeps a second process out.
 *
 * <p>The lock is the operating system's, so it falls with its process, also after {@code kill -9}.
 */
final class DataDirectory implements AutoCloseable {
    private final Path root;
    private final FileChannel lock;

    private DataDirectory(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /**
     * Makes the directory if need be, and locks it.
     *
     * @throws StackException if another process has it, or it cannot be written
     */
    static DataDirectory open(Path directory) {
        Path root = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(root.resolve("kafka"));
            Files.createDirectories(root.resolve("s3"));
            Files.createDirectories(root.resolve("logs"));
            FileChannel channel = lock(root.resolve("stack.lock"));
            if (channel == null) {
                throw new StackException(
                        StackException.DATA_IN_USE,
                        "The data directory " + root + " is in use by another stack. Stop that one, or choose another"
                                + " directory with --data DIR.",
                        null);
            }
            return new DataDirectory(root, channel);
        } catch (IOException e) {
            throw new StackException(
                    ExitCodes.FAILED, "Cannot write to the data directory " + root + " (--data): " + e, e);
        }
    }

    Path root() {
        return root;
    }

    Path kafka() {
        return root.resolve("kafka");
    }

    Path s3() {
        return root.resolve("s3");
    }

    /** Certificates and passwords of a secured stack; there only then. */
    Path secure() {
        return root.resolve("secure");
    }

    /** Whether a broker has been here. */
    boolean isUsed() {
        return Files.exists(kafka().resolve("meta.properties"));
    }

    /** The log files; {@code %g} stands for their age, 0 being the newest. */
    Path logPattern() {
        return root.resolve("logs").resolve("stack-%g.log");
    }

    @Override
    public void close() {
        try {
            lock.close(); // and with the channel its lock
        } catch (IOException e) {
            throw new StackException(ExitCodes.FAILED, "Cannot unlock the data directory " + root + ": " + e, e);
        }
    }

    private static @Nullable FileChannel lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            return null;
        }
        return channel;
    }
}
