package org.stylize.systemtests.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.stylize.proto.ImageRef;

/**
 * The files behind the store: they say to the millisecond when an object was stored.
 *
 * @param buckets the directory of the buckets
 */
record Store(Path buckets) {
    /** When the object was stored; empty if it is not there. */
    Optional<Instant> storedAt(ImageRef object) {
        try {
            return Optional.of(
                    Files.getLastModifiedTime(buckets.resolve(object.bucket()).resolve(object.key()))
                            .toInstant());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
