package org.stylize.engine.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.stylize.testing.PngFiles;

/** Makes picture files that were made to hurt. */
final class HostilePictures {
    private HostilePictures() {}

    /** A PNG with that many times the same row, which begins with its filter. */
    static byte[] png(int width, int height, int bits, int colourType, byte[] row, int rows) {
        return PngFiles.of(width, height, bits, colourType, PngFiles.deflated(row, rows));
    }

    /** The file with other bytes at one place. */
    static byte[] patched(byte[] file, int at, byte... bytes) {
        byte[] copy = file.clone();
        System.arraycopy(bytes, 0, copy, at, bytes.length);
        return copy;
    }

    static byte[] inserted(byte[] file, int at, byte[] bytes) {
        return ByteBuffer.allocate(file.length + bytes.length)
                .put(file, 0, at)
                .put(bytes)
                .put(file, at, file.length - at)
                .array();
    }

    /** A little-endian TIFF with one directory of numbers (type LONG), 1 KB of picture data at 1024, and a next directory. */
    static byte[] tiff(int nextDirectory, long[]... tagCountValue) {
        ByteBuffer out = ByteBuffer.allocate(2048).order(ByteOrder.LITTLE_ENDIAN);
        out.put("II*\0".getBytes(ISO_8859_1)).putInt(8).putShort((short) tagCountValue.length);
        for (long[] entry : tagCountValue) {
            out.putShort((short) entry[0])
                    .putShort((short) 4)
                    .putInt((int) entry[1])
                    .putInt((int) entry[2]);
        }
        return out.putInt(nextDirectory).array();
    }

    /** The GIF with its first frame that many times. */
    static byte[] gif(byte[] gif, int frames) {
        int first = 13 + ((gif[10] & 0x80) == 0 ? 0 : 3 * (2 << (gif[10] & 7)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(gif, 0, first);
        for (int i = 0; i < frames; i++) {
            out.write(gif, first, gif.length - 1 - first);
        }
        out.write(';');
        return out.toByteArray();
    }

    /** A WebP with a canvas of that size and one frame of another picture at its upper left. */
    static byte[] webpFrame(byte[] simple, int canvasWidth, int canvasHeight, int width, int height) {
        byte[] picture = Arrays.copyOfRange(simple, 12, simple.length);
        ByteBuffer out = ByteBuffer.allocate(12 + 18 + 14 + 24 + picture.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put("RIFF".getBytes(ISO_8859_1)).putInt(out.capacity() - 8).put("WEBPVP8X".getBytes(ISO_8859_1));
        out.putInt(10).putInt(0x02);
        number24(out, canvasWidth - 1);
        number24(out, canvasHeight - 1);
        out.put("ANIM".getBytes(ISO_8859_1)).putInt(6).putInt(0).putShort((short) 0);
        out.put("ANMF".getBytes(ISO_8859_1)).putInt(16 + picture.length);
        number24(out, 0);
        number24(out, 0);
        number24(out, width - 1);
        number24(out, height - 1);
        out.putInt(0);
        return out.put(picture).array();
    }

    private static void number24(ByteBuffer out, int value) {
        out.putShort((short) value).put((byte) (value >> 16));
    }
}
