package org.stylize.engine.picture;

import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Unsigned numbers of 8 or 16 bits in an array. Only the code that creates one may change it. */
abstract sealed class Samples {
    /** What is written or read at once: the JDK copies it to native memory. */
    private static final int CHUNK_BYTES = 1 << 16;

    private Samples() {}

    /** Numbers of 8 bits; the array is not copied. */
    static Samples of(byte[] values) {
        return new Bytes(values);
    }

    /** Numbers of 16 bits; the array is not copied. */
    static Samples of(short[] values) {
        return new Shorts(values);
    }

    /** That many zeros of 8 or 16 bits. */
    static Samples zeros(int bits, int length) {
        return switch (bits) {
            case 8 -> of(new byte[length]);
            case 16 -> of(new short[length]);
            default -> throw new IllegalArgumentException("samples have 8 or 16 bits but these " + bits);
        };
    }

    /** 8 or 16. */
    abstract int bits();

    abstract int length();

    abstract int at(int index);

    /** Sets one number; only its low bits are used. */
    abstract void set(int index, int value);

    /** Their array as Java2D has it, not copied. */
    abstract DataBuffer buffer();

    /** As 8 bits, rounded to the nearest, in a new array. */
    abstract byte[] bytes();

    /** Writes all numbers, those of 16 bits with the high byte first. */
    abstract void writeTo(OutputStream out) throws IOException;

    /**
     * Reads what {@link #writeTo} wrote.
     *
     * @throws java.io.EOFException if the stream ends before
     */
    static Samples readFrom(DataInputStream in, int bits, int length) throws IOException {
        if (bits == 8) {
            byte[] values = new byte[length];
            for (int at = 0; at < length; at += CHUNK_BYTES) {
                in.readFully(values, at, Math.min(CHUNK_BYTES, length - at));
            }
            return of(values);
        }
        short[] values = new short[length];
        byte[] chunk = new byte[CHUNK_BYTES];
        for (int at = 0; at < length; at += CHUNK_BYTES / 2) {
            int count = Math.min(CHUNK_BYTES / 2, length - at);
            in.readFully(chunk, 0, 2 * count);
            ByteBuffer.wrap(chunk).asShortBuffer().get(values, at, count);
        }
        return of(values);
    }

    /** The largest number, 255 or 65535. */
    final int most() {
        return (1 << bits()) - 1;
    }

    /** Fills {@code row} with the numbers from {@code from} on. */
    final void read(int from, int[] row) {
        for (int i = 0; i < row.length; i++) {
            row[i] = at(from + i);
        }
    }

    /** The same brightnesses in that many bits, rounded to the nearest; this object itself if it has them already. */
    final Samples withBits(int bits) {
        if (bits == bits()) {
            return this;
        }
        Samples others = zeros(bits, length());
        for (int i = 0; i < length(); i++) {
            others.set(i, (int) (((long) at(i) * others.most() + most() / 2) / most()));
        }
        return others;
    }

    static final class Bytes extends Samples {
        private final byte[] values;

        private Bytes(byte[] values) {
            this.values = values;
        }

        @Override
        int bits() {
            return 8;
        }

        @Override
        int length() {
            return values.length;
        }

        @Override
        int at(int index) {
            return values[index] & 0xff;
        }

        @Override
        void set(int index, int value) {
            values[index] = (byte) value;
        }

        @Override
        DataBuffer buffer() {
            return new DataBufferByte(values, values.length);
        }

        @Override
        byte[] bytes() {
            return values.clone();
        }

        @Override
        void writeTo(OutputStream out) throws IOException {
            for (int at = 0; at < values.length; at += CHUNK_BYTES) {
                out.write(values, at, Math.min(CHUNK_BYTES, values.length - at));
            }
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Bytes that && Arrays.equals(values, that.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }

    static final class Shorts extends Samples {
        private final short[] values;

        private Shorts(short[] values) {
            this.values = values;
        }

        @Override
        int bits() {
            return 16;
        }

        @Override
        int length() {
            return values.length;
        }

        @Override
        int at(int index) {
            return values[index] & 0xffff;
        }

        @Override
        void set(int index, int value) {
            values[index] = (short) value;
        }

        @Override
        DataBuffer buffer() {
            return new DataBufferUShort(values, values.length);
        }

        @Override
        byte[] bytes() {
            return withBits(8).bytes();
        }

        @Override
        void writeTo(OutputStream out) throws IOException {
            byte[] chunk = new byte[CHUNK_BYTES];
            for (int at = 0; at < values.length; at += CHUNK_BYTES / 2) {
                int count = Math.min(CHUNK_BYTES / 2, values.length - at);
                ByteBuffer.wrap(chunk).asShortBuffer().put(values, at, count);
                out.write(chunk, 0, 2 * count);
            }
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Shorts that && Arrays.equals(values, that.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }
}
