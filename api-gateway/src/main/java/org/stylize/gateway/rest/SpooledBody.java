package org.stylize.gateway.rest;

import static java.util.Objects.requireNonNull;

import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A body that has been read whole, in memory or in a file. For any thread. */
final class SpooledBody {
    private static final String NAME = SpooledBody.class.getName();

    private final byte[] bytes;
    private final @Nullable Path file;

    private SpooledBody(byte[] bytes, @Nullable Path file) {
        this.bytes = requireNonNull(bytes, "bytes is null");
        this.file = file;
    }

    static SpooledBody of(byte[] bytes) {
        return new SpooledBody(bytes, null);
    }

    static SpooledBody of(Path file) {
        return new SpooledBody(new byte[0], requireNonNull(file, "file is null"));
    }

    /** That of a request; null if it has none. */
    static @Nullable SpooledBody of(RoutingContext context) {
        return context.get(NAME);
    }

    void putInto(RoutingContext context) {
        context.put(NAME, this);
    }

    /**
     * The body as a file, which is deleted with the request.
     *
     * @param spool where it is put if it is not in a file yet
     */
    Path file(Spool spool, RoutingContext context) throws IOException {
        if (file != null) {
            return file;
        }
        Path made = spool.next();
        context.addEndHandler(done -> context.vertx().fileSystem().delete(made.toString()));
        return Files.write(made, bytes);
    }

    /** Opens it at its beginning; the caller closes the stream. */
    InputStream open() throws IOException {
        return file == null ? new ByteArrayInputStream(bytes) : Files.newInputStream(file);
    }
}
