package org.stylize.systemtests.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stylize.proto.ImageRef;

/**
 * The files behind the store: they say to the millisecond when an object was stored.
 *
 * @param buckets the directory of the buckets
 */
public record Store(Path buckets) {
    private static final Pattern OF_A_JOB = Pattern.compile("[^/]+/[^/]+/(uploads|jobs)/.+");

    /** When the object was stored; empty if it is not there. */
    public Optional<Instant> storedAt(ImageRef object) {
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

    /** All that is stored for jobs, as {@code bucket/key}. */
    public Set<String> objectsOfJobs() {
        try (Stream<Path> all = Files.walk(buckets)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> buckets.relativize(file).toString())
                    .filter(name -> OF_A_JOB.matcher(name).matches())
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
