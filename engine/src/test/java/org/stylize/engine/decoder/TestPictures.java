package org.stylize.engine.decoder;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.stylize.testing.PngFiles;

/** Picture files: small ones of each kind, and one that takes seconds. */
final class TestPictures {
    /** Takes several seconds of processor time. */
    static final byte[] SLOW = PngFiles.black(9_999, 9_999);

    private TestPictures() {}

    static byte[] file(String name) {
        try (InputStream in = TestPictures.class.getResourceAsStream("/picture/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
