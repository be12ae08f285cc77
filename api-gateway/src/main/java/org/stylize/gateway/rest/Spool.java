package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.UUID;
import org.stylize.service.LocalDirectory;

/** Where uploads lie until their requests are answered. For any thread. */
public final class Spool implements AutoCloseable {
    private final LocalDirectory place;

    /** @param place is closed with this */
    public Spool(LocalDirectory place) {
        this.place = requireNonNull(place, "place is null");
    }

    public Path directory() {
        return place.path();
    }

    /** For one more upload; there is nothing yet. */
    Path next() {
        return directory().resolve(UUID.randomUUID() + ".body");
    }

    @Override
    public void close() {
        place.close();
    }
}
