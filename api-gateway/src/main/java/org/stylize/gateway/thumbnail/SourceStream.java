package org.stylize.gateway.thumbnail;

import static java.util.Objects.requireNonNull;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Remembers how reading failed: a decoder throws the same exception for a damaged picture and for a broken connection. */
final class SourceStream extends FilterInputStream {
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();

    SourceStream(InputStream stream) {
        super(requireNonNull(stream, "stream is null"));
    }

    /** Throws what reading threw; returns if it never failed. */
    void rethrowFailure() throws IOException {
        IOException thrown = failure.get();
        if (thrown != null) {
            throw thrown;
        }
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException e) {
            failure.set(e);
            throw e;
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return super.read(bytes, offset, length);
        } catch (IOException e) {
            failure.set(e);
            throw e;
        }
    }
}
