package org.stylize.engine.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one image file directory of a TIFF file or an EXIF block (TIFF 6.0, section 2), by tag. Their values are in
 * big-endian order, whatever the file's own is. What is damaged counts as not there.
 */
final class TiffEntries {
    static final int SHORT = 3;
    static final int LONG = 4;

    private static final int ENTRY_BYTES = 12;
    private static final int MOST_VALUE_BYTES = 16 << 10;

    /** Bytes of one value of each type, and of the numbers that it consists of. */
    private static final Map<Integer, int[]> TYPES = Map.ofEntries(
            Map.entry(1, new int[] {1, 1}), // BYTE
            Map.entry(2, new int[] {1, 1}), // ASCII
            Map.entry(SHORT, new int[] {2, 2}),
            Map.entry(LONG, new int[] {4, 4}),
            Map.entry(5, new int[] {8, 4}), // RATIONAL
            Map.entry(6, new int[] {1, 1}), // SBYTE
            Map.entry(7, new int[] {1, 1}), // UNDEFINED
            Map.entry(8, new int[] {2, 2}), // SSHORT
            Map.entry(9, new int[] {4, 4}), // SLONG
            Map.entry(10, new int[] {8, 4}), // SRATIONAL
            Map.entry(11, new int[] {4, 4}), // FLOAT
            Map.entry(12, new int[] {8, 8}), // DOUBLE
            Map.entry(129, new int[] {1, 1})); // UTF-8, of EXIF 3.0

    private TiffEntries() {}

    /**
     * The block, ready to be read in its own byte order; null if it does not begin as one.
     *
     * @param tiff the bytes from the byte order mark on
     */
    static @Nullable ByteBuffer ordered(byte[] tiff) {
        if (tiff.length < 8 || tiff[0] != tiff[1] || (tiff[0] != 'I' && tiff[0] != 'M')) {
            return null;
        }
        ByteBuffer block = ByteBuffer.wrap(tiff).order(tiff[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        return block.getShort(2) == 42 ? block : null;
    }

    /**
     * The entries of a directory; those that lie outside, are longer than {@value #MOST_VALUE_BYTES} bytes or of an unknown type
     * are left out.
     *
     * @param block as {@link #ordered} gives it
     * @param at where the directory begins
     */
    static SortedMap<Integer, Entry> directory(ByteBuffer block, long at) {
        return directory(block, at, MOST_VALUE_BYTES);
    }

    /** As {@link #directory(ByteBuffer, long)}, with values of any length: for a file that was made here. */
    static SortedMap<Integer, Entry> wholeDirectory(ByteBuffer block, long at) {
        return directory(block, at, Integer.MAX_VALUE);
    }

    private static SortedMap<Integer, Entry> directory(ByteBuffer block, long at, int mostValueBytes) {
        SortedMap<Integer, Entry> entries = new TreeMap<>();
        if (at < 8 || at + 2 > block.capacity()) {
            return entries;
        }
        int count = block.getShort((int) at) & 0xffff;
        for (int i = 0; i < count; i++) {
            long place = at + 2 + (long) i * ENTRY_BYTES;
            if (place + ENTRY_BYTES > block.capacity()) {
                break;
            }
            Entry entry = entry(block, (int) place, mostValueBytes);
            if (entry != null) {
                entries.putIfAbsent(block.getShort((int) place) & 0xffff, entry);
            }
        }
        return entries;
    }

    private static @Nullable Entry entry(ByteBuffer block, int place, int mostValueBytes) {
        int type = block.getShort(place + 2) & 0xffff;
        long count = block.getInt(place + 4) & 0xffffffffL;
        int[] bytes = TYPES.get(type);
        if (bytes == null || count == 0 || count > mostValueBytes / bytes[0]) {
            return null;
        }
        int length = (int) count * bytes[0];
        long at = length <= 4 ? place + 8 : block.getInt(place + 8) & 0xffffffffL;
        if (at + length > block.capacity()) {
            return null;
        }
        ByteBuffer value = ByteBuffer.allocate(length);
        for (int i = 0; i < length; i += bytes[1]) {
            switch (bytes[1]) {
                case 1 -> value.put(block.get((int) at + i));
                case 2 -> value.putShort(block.getShort((int) at + i));
                case 4 -> value.putInt(block.getInt((int) at + i));
                default -> value.putLong(block.getLong((int) at + i));
            }
        }
        return new Entry(type, (int) count, value.array());
    }

    /** The bytes of a directory at a place, with the values that do not fit into it behind it; big-endian. */
    static byte[] written(SortedMap<Integer, Entry> entries, int at) {
        int head = 2 + ENTRY_BYTES * entries.size() + 4;
        int size = writtenBytes(entries);
        ByteBuffer out = ByteBuffer.allocate(size).putShort((short) entries.size());
        int behind = head;
        for (Map.Entry<Integer, Entry> entry : entries.entrySet()) {
            Entry value = entry.getValue();
            out.putShort((short) (int) entry.getKey())
                    .putShort((short) value.type)
                    .putInt(value.count);
            if (value.bytes.length <= 4) {
                out.put(value.bytes).position(out.position() + 4 - value.bytes.length);
            } else {
                out.putInt(at + behind);
                out.put(behind, value.bytes);
                behind += even(value.bytes.length);
            }
        }
        return out.array();
    }

    /** As many as {@link #written} gives. */
    static int writtenBytes(SortedMap<Integer, Entry> entries) {
        int size = 2 + ENTRY_BYTES * entries.size() + 4;
        for (Entry entry : entries.values()) {
            size += entry.bytes.length <= 4 ? 0 : even(entry.bytes.length);
        }
        return size;
    }

    private static int even(int length) {
        return length + (length & 1);
    }

    /** A value: as many numbers, pairs of numbers or letters of a type, as TIFF numbers types. */
    static final class Entry {
        private final int type;
        private final int count;
        private final byte[] bytes;

        /** @param bytes big-endian; not copied, not to be changed */
        Entry(int type, int count, byte[] bytes) {
            this.type = type;
            this.count = count;
            this.bytes = bytes;
        }

        /** One number of 16 bits. */
        static Entry ofShort(int number) {
            return new Entry(
                    SHORT, 1, ByteBuffer.allocate(2).putShort((short) number).array());
        }

        /** One number of 32 bits. */
        static Entry ofLong(long number) {
            return new Entry(
                    LONG, 1, ByteBuffer.allocate(4).putInt((int) number).array());
        }

        /** The first number; −1 if the value is not a number of 16 or 32 bits. */
        long number() {
            return switch (type) {
                case SHORT -> ByteBuffer.wrap(bytes).getShort() & 0xffffL;
                case LONG, 13 -> ByteBuffer.wrap(bytes).getInt() & 0xffffffffL;
                default -> -1;
            };
        }
    }
}
