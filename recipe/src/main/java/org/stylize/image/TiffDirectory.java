package org.stylize.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The three tags that we need from the first image file directory of a TIFF file, or of an EXIF block, which has the
 * same layout (TIFF 6.0, section 2).
 *
 * @param width tag 256; -1 if absent
 * @param height tag 257; -1 if absent
 * @param orientation tag 274; upright if absent
 */
record TiffDirectory(int width, int height, Orientation orientation) {
    private static final int SHORT = 3;
    private static final int ENTRY_BYTES = 12;

    /**
     * Reads the first directory.
     *
     * @param tiff the bytes from the byte order mark on
     * @throws IndexOutOfBoundsException if the directory does not lie within the bytes
     */
    static TiffDirectory first(ByteBuffer tiff) {
        int mark = tiff.order(ByteOrder.BIG_ENDIAN).getShort(0);
        if (mark != 0x4949 && mark != 0x4d4d) {
            throw new UnreadableImageException("a TIFF must begin with II or MM");
        }
        ByteBuffer b = tiff.order(mark == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int at = b.getInt(4);
        int entries = b.getShort(at) & 0xffff;
        int width = -1;
        int height = -1;
        Orientation orientation = Orientation.UPRIGHT;
        for (int i = 0; i < entries; i++) {
            int entry = at + 2 + i * ENTRY_BYTES;
            int value = b.getShort(entry + 2) == SHORT ? b.getShort(entry + 8) & 0xffff : b.getInt(entry + 8);
            switch (b.getShort(entry) & 0xffff) {
                case 256 -> width = value;
                case 257 -> height = value;
                case 274 -> orientation = Orientation.ofExif(value);
                default -> {} // other tags are not needed
            }
        }
        return new TiffDirectory(width, height, orientation);
    }

    /** The header of a TIFF file with this directory. */
    ImageHeader header() {
        if (width < 0 || height < 0) {
            throw new UnreadableImageException("a TIFF must say its width and height but this one does not");
        }
        return ImageHeader.ofStored(ImageFormat.TIFF, width, height, orientation);
    }
}
