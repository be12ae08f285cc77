package org.stylize.engine.picture;

import java.io.IOException;
import javax.imageio.IIOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A whole picture file as image input. A reader that goes on reading behind the file's end is stopped: some take what
 * is missing for zeros, and spend seconds on the nothing that a damaged file promises.
 */
final class FileInput extends ImageInputStreamImpl {
    private static final int MOST_READS_BEHIND_END = 256; // decoders of bits look ahead by some bytes

    private final byte[] bytes;
    private int readsBehindEnd;

    /** @param bytes not copied, not to be changed */
    FileInput(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read() throws IOException {
        checkClosed();
        bitOffset = 0;
        if (streamPos >= bytes.length) {
            return behindEnd();
        }
        return bytes[(int) streamPos++] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        checkClosed();
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        if (streamPos >= bytes.length) {
            return behindEnd();
        }
        int count = (int) Math.min(length, bytes.length - streamPos);
        System.arraycopy(bytes, (int) streamPos, target, offset, count);
        streamPos += count;
        return count;
    }

    private int behindEnd() throws IIOException {
        if (++readsBehindEnd > MOST_READS_BEHIND_END) {
            throw new IIOException("its data end early");
        }
        return -1;
    }

    @Override
    public long length() {
        return bytes.length;
    }
}
