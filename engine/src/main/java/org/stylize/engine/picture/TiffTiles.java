package org.stylize.engine.picture;

import java.nio.ByteBuffer;
import java.util.SortedMap;
import org.stylize.image.UnreadableImageException;

/** The tiles of a TIFF file (TIFF 6.0, section 15). Its reader makes memory for a whole tile, however small the picture is. */
final class TiffTiles {
    private static final int WIDTH = 322;
    private static final int LENGTH = 323;
    private static final long MOST_PIXELS = 4096 * 4096;

    private TiffTiles() {}

    /**
     * Refuses tiles that are larger than any real one.
     *
     * @throws UnreadableImageException if they are
     */
    static void requireOrdinary(byte[] tiff) {
        ByteBuffer file = TiffEntries.ordered(tiff);
        if (file == null) {
            return;
        }
        SortedMap<Integer, TiffEntries.Entry> entries = TiffEntries.directory(file, file.getInt(4) & 0xffffffffL);
        long width = side(entries, WIDTH);
        long length = side(entries, LENGTH);
        if (width < 1 || length < 1 || width > MOST_PIXELS || length > MOST_PIXELS || width * length > MOST_PIXELS) {
            throw new UnreadableImageException("a TIFF's tiles have at most " + MOST_PIXELS
                    + " pixels but those of this one are " + width + "×" + length);
        }
    }

    private static long side(SortedMap<Integer, TiffEntries.Entry> entries, int tag) {
        TiffEntries.Entry entry = entries.get(tag);
        return entry == null ? 1 : entry.number();
    }
}
