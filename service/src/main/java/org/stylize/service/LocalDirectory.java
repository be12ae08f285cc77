package org.stylize.service;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a part of a service keeps what it can make again: a directory that an operator names, or a temporary one. A
 * temporary one is deleted by {@link #close}, or, if its process was killed, by the next process that needs one; a lock tells
 * whether its process lives.
 */
public final class LocalDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalDirectory.class);
    private static final String LOCK = "lock";
    private static final String CONTENT = "content";

    private final Path path;
    private final @Nullable Temporary temporary;

    private LocalDirectory(Path path, @Nullable Temporary temporary) {
        this.path = requireNonNull(path, "path is null");
        this.temporary = temporary;
    }

    /**
     * Uses that directory, or a new temporary one for null.
     *
     * @param part whose directory it is, as part of the name of a temporary one
     * @param setting with which an operator names a directory
     * @throws UncheckedIOException if no temporary directory can be created
     */
    public static LocalDirectory of(@Nullable Path named, String part, String setting) {
        return named == null ? temporary(Path.of(System.getProperty("java.io.tmpdir")), part, setting) : named(named);
    }

    /** A directory that stays. */
    public static LocalDirectory named(Path path) {
        return new LocalDirectory(path, null);
    }

    /** A temporary directory in that one. */
    static LocalDirectory temporary(Path parent, String part, String setting) {
        String name = "stylize-" + part + "-";
        try {
            deleteLeft(parent, name);
            Temporary temporary = Temporary.create(parent, name);
            return new LocalDirectory(Files.createDirectory(temporary.home().resolve(CONTENT)), temporary);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "no temporary directory can be created for the " + part + "; set " + setting, e);
        }
    }

    /** Exists if it is temporary. */
    public Path path() {
        return path;
    }

    @Override
    public void close() {
        if (temporary != null) {
            temporary.close();
        }
    }

    private static void deleteLeft(Path parent, String name) throws IOException {
        try (DirectoryStream<Path> others = Files.newDirectoryStream(parent, name + "*")) {
            for (Path home : others) {
                Temporary left = Temporary.left(home);
                if (left != null) {
                    LOG.info("Deletes {}, which a process left that was killed", home);
                    left.close();
                }
            }
        }
    }

    /**
     * A directory that is deleted.
     *
     * @param lock a locked file in it
     */
    private record Temporary(Path home, FileChannel lock) implements AutoCloseable {
        static Temporary create(Path parent, String name) throws IOException {
            Path home = Files.createTempDirectory(parent, name);
            FileChannel lock = FileChannel.open(home.resolve(LOCK), WRITE, CREATE_NEW);
            lock.lock();
            return new Temporary(home, lock);
        }

        /** The directory of a process that does not live any more; null if it lives, or that cannot be said. */
        @SuppressWarnings("resource") // the channel belongs to what is returned
        static @Nullable Temporary left(Path home) {
            try {
                FileChannel lock = FileChannel.open(home.resolve(LOCK), WRITE);
                if (isFree(lock)) {
                    return new Temporary(home, lock);
                }
                lock.close();
                return null;
            } catch (IOException e) {
                return null; // of another user, or being made or deleted
            }
        }

        private static boolean isFree(FileChannel lock) throws IOException {
            try {
                return lock.tryLock() != null;
            } catch (OverlappingFileLockException e) {
                return false; // of this process
            }
        }

        @Override
        public void close() {
            if (!Files.exists(home)) {
                return; // closed before
            }
            try (lock;
                    Stream<Path> all = Files.walk(home)) {
                List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
                for (Path each : deepestFirst) {
                    Files.deleteIfExists(each);
                }
            } catch (IOException e) {
                LOG.warn("The temporary directory {} cannot be deleted: {}", home, e.getMessage());
            }
        }
    }
}
