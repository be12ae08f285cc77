package org.stylize.engine.picture;

import java.io.IOException;
import javax.imageio.IIOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A complete picture file as image input. It stops a reader that keeps reading after the end of the file: some readers
 * take missing bytes for zeros and spend seconds on a picture that a damaged file only announces.
 */
final class FileInput extends ImageInputStreamImpl {
    private static final int MOST_READS_BEHIND_END = 256; // bit decoders read some bytes ahead

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
