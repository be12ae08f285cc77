package org.stylize.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a part of a service keeps what it can make again.
 *
 * @param isTemporary whether {@link #close()} deletes it
 */
public record LocalDirectory(Path path, boolean isTemporary) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalDirectory.class);

    /**
     * Uses that directory, or a new temporary one for null.
     *
     * @param part whose directory it is, as part of the name of a temporary one
     * @param setting with which an operator names a directory
     * @throws UncheckedIOException if no temporary directory can be created
     */
    public static LocalDirectory of(@Nullable Path named, String part, String setting) {
        try {
            return named == null
                    ? new LocalDirectory(Files.createTempDirectory("stylize-" + part + "-"), true)
                    : new LocalDirectory(named, false);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "no temporary directory can be created for the " + part + "; set " + setting, e);
        }
    }

    @Override
    public void close() {
        if (isTemporary) {
            try (Stream<Path> all = Files.walk(path)) {
                List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
                for (Path each : deepestFirst) {
                    Files.deleteIfExists(each);
                }
            } catch (IOException e) {
                LOG.warn("The temporary directory {} cannot be deleted: {}", path, e.getMessage());
            }
        }
    }
}
