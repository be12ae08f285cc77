package org.stylize.engine.picture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The files that generate_files.py wrote. */
final class PictureFiles {
    private PictureFiles() {}

    static byte[] bytes(String name) {
        try (InputStream in = PictureFiles.class.getResourceAsStream("/picture/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
