package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.stylize.service.LocalDirectory;

/** Where uploads lie until their requests are answered. For any thread. */
public final class Spool implements AutoCloseable {
    private static final String SUFFIX = ".body";
    /** What the framework calls the files with the parts of a form. */
    private static final String PARTS = "resteasy-reactive*upload*";

    private final LocalDirectory place;

    /**
     * Makes the directory if need be, and deletes what a gateway left there that was killed.
     *
     * @param place is closed with this
     * @throws UncheckedIOException if it cannot be used
     */
    public Spool(LocalDirectory place) {
        this.place = requireNonNull(place, "place is null");
        try {
            Files.createDirectories(directory());
            for (String left : List.of("*" + SUFFIX, PARTS)) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(directory(), left)) {
                    for (Path file : files) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "uploads cannot be kept in " + directory() + "; set gateway.transfers.directory", e);
        }
    }

    public Path directory() {
        return place.path();
    }

    /** For one more upload; there is nothing yet. */
    Path next() {
        return directory().resolve(UUID.randomUUID() + SUFFIX);
    }

    @Override
    public void close() {
        place.close();
    }
}
