package org.stylize.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Makes PNG files that no program would write: of few bytes and many pixels, or broken. */
public final class PngFiles {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int RGBA = 6;

    private PngFiles() {}

    /** A black picture of 8 bits with alpha. */
    public static byte[] black(int width, int height) {
        return of(width, height, 8, RGBA, deflated(new byte[1 + 4 * width], height));
    }

    /**
     * A file with one chunk of data.
     *
     * @param data of the picture, compressed, whether they suit the header or not
     */
    public static byte[] of(int width, int height, int bits, int colourType, byte[] data) {
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put((byte) bits).put((byte) colourType);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(SIGNATURE);
        out.writeBytes(chunk("IHDR", header.array()));
        out.writeBytes(chunk("IDAT", data));
        out.writeBytes(chunk("IEND", new byte[0]));
        return out.toByteArray();
    }

    /** A chunk with its length and its sum. */
    public static byte[] chunk(String type, byte[] body) {
        ByteBuffer chunk = ByteBuffer.allocate(12 + body.length).putInt(body.length);
        chunk.put(type.getBytes(ISO_8859_1)).put(body);
        CRC32 sum = new CRC32();
        sum.update(chunk.array(), 4, 4 + body.length);
        return chunk.putInt((int) sum.getValue()).array();
    }

    /** That many times the same bytes, compressed. */
    public static byte[] deflated(byte[] part, int times) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] packed = new byte[1 << 16];
        for (int i = 0; i < times; i++) {
            deflater.setInput(part);
            drain(deflater, packed, out);
        }
        deflater.finish();
        drain(deflater, packed, out);
        deflater.end();
        return out.toByteArray();
    }

    private static void drain(Deflater deflater, byte[] packed, ByteArrayOutputStream out) {
        int length;
        while ((length = deflater.deflate(packed)) > 0) {
            out.write(packed, 0, length);
        }
    }
}
