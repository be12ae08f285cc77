package org.stylize.engine.decoder;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.StreamCorruptedException;
import org.stylize.image.ImageLimits;

/** A picture file to be decoded, on its way to the decoder's process: its limits, its length, its bytes. */
final class Request {
    private static final int MAGIC = 0x53545231;
    private static final int CHUNK_BYTES = 1 << 16;

    private final byte[] bytes;
    private final ImageLimits limits;

    /** @param bytes not copied, not to be changed */
    Request(byte[] bytes, ImageLimits limits) {
        this.bytes = bytes;
        this.limits = limits;
    }

    byte[] bytes() {
        return bytes;
    }

    ImageLimits limits() {
        return limits;
    }

    void writeTo(DataOutputStream out) throws IOException {
        out.writeInt(MAGIC);
        out.writeLong(limits.maxPixels());
        out.writeLong(limits.maxBytes());
        out.writeInt(limits.minSide());
        out.writeInt(bytes.length);
        for (int at = 0; at < bytes.length; at += CHUNK_BYTES) {
            out.write(bytes, at, Math.min(CHUNK_BYTES, bytes.length - at));
        }
        out.flush();
    }

    /** @throws java.io.EOFException if there is none any more */
    static Request readFrom(DataInputStream in) throws IOException {
        int magic = in.readInt();
        if (magic != MAGIC) {
            throw new StreamCorruptedException("expected a request but found " + Integer.toHexString(magic));
        }
        ImageLimits limits = new ImageLimits(in.readLong(), in.readLong(), in.readInt());
        byte[] bytes = new byte[in.readInt()];
        for (int at = 0; at < bytes.length; at += CHUNK_BYTES) {
            in.readFully(bytes, at, Math.min(CHUNK_BYTES, bytes.length - at));
        }
        return new Request(bytes, limits);
    }
}
