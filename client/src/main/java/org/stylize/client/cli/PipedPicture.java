package org.stylize.client.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.stylize.client.Picture;

/**
 * The picture on standard input. It is kept in a temporary file and not in memory: a request names its size before its bytes,
 * and may be sent again. For one thread; whoever makes it closes it, which deletes the file.
 */
final class PipedPicture implements AutoCloseable {
    /** How a person names it. */
    static final String NAME = "-";

    /** The most bytes of a picture that any service can be set up to take. */
    static final long MOST_BYTES = 1L << 30;

    private final StandardInput input;
    private final long most;

    private @Nullable Path file;
    private String kind = "";

    PipedPicture(StandardInput input) {
        this(input, MOST_BYTES);
    }

    PipedPicture(StandardInput input, long most) {
        this.input = input;
        this.most = most;
    }

    /**
     * The picture, whose file has no bytes before {@link #read}.
     *
     * @param what it is for, such as {@code content image}
     * @throws IllegalArgumentException if standard input is another picture already, or a terminal
     * @throws UncheckedIOException if there can be no file
     */
    Picture picture(String what) {
        if (file != null) {
            throw new IllegalArgumentException(
                    "expected one picture on standard input but found two: the " + what + " and the " + kind);
        }
        if (input.isTerminal().getAsBoolean()) {
            throw new IllegalArgumentException("the " + what + ": expected a picture on standard input but found a"
                    + " terminal; give it with '< FILE' or a pipe");
        }
        try {
            Path made = Files.createTempFile("stylize-", ".picture");
            made.toFile().deleteOnExit(); // also on Ctrl-C
            kind = what;
            file = made;
            return new Picture.File(made);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a file for the " + what + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads standard input to its end, if it is one of the pictures.
     *
     * @throws IllegalArgumentException if it is empty or too large
     * @throws UncheckedIOException if it cannot be read, or the file cannot be written
     */
    void read() {
        if (file == null) {
            return;
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            if (copy(input.bytes(), out) == 0) {
                throw new IllegalArgumentException(
                        "the " + kind + ": expected a picture on standard input but found nothing");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read the " + kind + " from standard input into " + file + ": " + e.getMessage(), e);
        }
    }

    private long copy(InputStream bytes, OutputStream out) throws IOException {
        byte[] buffer = new byte[64 << 10];
        long total = 0;
        for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
            total += count;
            if (total > most) {
                throw new IllegalArgumentException(
                        "the " + kind + ": expected at most " + most + " bytes on standard input but found more");
            }
            out.write(buffer, 0, count);
        }
        return total;
    }

    @Override
    public void close() {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot delete " + file + ": " + e.getMessage(), e);
            }
        }
    }
}
