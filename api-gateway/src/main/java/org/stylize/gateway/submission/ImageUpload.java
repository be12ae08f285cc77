package org.stylize.gateway.submission;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A picture that came with a request, kept on disk until the request is answered.
 *
 * @param file where it is
 * @param bytes its size
 */
public record ImageUpload(Path file, long bytes) {
    public ImageUpload {
        requireNonNull(file, "file is null");
    }

    /** Opens the file at its beginning. May be called any number of times; the caller closes the stream. */
    public InputStream open() throws IOException {
        return Files.newInputStream(file);
    }
}
