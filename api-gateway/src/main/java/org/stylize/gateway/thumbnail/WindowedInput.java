package org.stylize.gateway.thumbnail;

import java.io.IOException;
import java.io.InputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Input for a decoder that reads forward. It keeps only the last bytes; the JDK's own class keeps the whole file. */
final class WindowedInput extends MemoryCacheImageInputStream {
    private static final long KEPT_BYTES = 64 << 10;

    WindowedInput(InputStream stream) {
        super(stream);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        if (getStreamPosition() - getFlushedPosition() > 2 * KEPT_BYTES) {
            flushBefore(getStreamPosition() - KEPT_BYTES);
        }
        return read;
    }
}
