package org.stylize.image;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Which pictures are read although they are large. One with more pixels than {@value #WHOLE_PIXELS} has to become smaller while it is
 * read, and that is possible with some kinds of files only. For files whose header was read.
 */
public final class LargePictures {
    /** The most pixels, of up to 8 bits a sample, of a picture that is read as it is. */
    public static final int WHOLE_PIXELS = 50_000_000;

    private static final int PNG_BITS = 24; // offsets in the chunk IHDR, which comes first
    private static final int PNG_INTERLACING = 28;
    private static final int JPEG_COMPONENTS = 9; // offset in the frame header
    private static final int JPEG_LOSSLESS = 0xc3;

    private LargePictures() {}

    /** Whether samples have more than 8 bits, so that a picture needs twice the memory. */
    public static boolean isDeep(ImageHeader header, byte[] file) {
        return switch (header.format()) {
            case PNG -> at(file, PNG_BITS) == 16;
            case TIFF -> TiffDirectory.first(ByteBuffer.wrap(file)).bitsPerSample() > 8;
            case JPEG, WEBP, BMP, GIF -> false;
        };
    }

    /**
     * Refuses a large picture of a kind that can only be read as a whole.
     *
     * @param file the whole file, or its beginning from which the header was read
     * @throws ImageTooLargeException if it is one
     */
    public static void requireReadable(ImageHeader header, byte[] file) {
        requireReadable(header, file, WHOLE_PIXELS);
    }

    /**
     * The same where fewer pixels are many.
     *
     * @param wholePixels the most of a picture that is read as it is
     * @throws ImageTooLargeException if it has more and is of a kind that can only be read as a whole
     */
    public static void requireReadable(ImageHeader header, byte[] file, long wholePixels) {
        long pixels = (long) header.width() * header.height();
        if (pixels * (isDeep(header, file) ? 2 : 1) <= wholePixels) {
            return;
        }
        String kind = kindReadAsAWhole(header, file);
        if (kind != null) {
            throw new ImageTooLargeException(kind + " may have at most " + WHOLE_PIXELS
                    + " pixels, or half as many of 16 bits a sample, but this one is "
                    + header.width() + "×" + header.height() + " = " + pixels
                    + "; save it as an ordinary PNG or JPEG, or with fewer pixels, first");
        }
    }

    /** Null for a kind that can become smaller while it is read. */
    private static @Nullable String kindReadAsAWhole(ImageHeader header, byte[] file) {
        return switch (header.format()) {
            case PNG -> at(file, PNG_INTERLACING) == 0 ? null : "an interlaced PNG";
            case JPEG -> jpegReadAsAWhole(file);
            case WEBP -> null;
            case TIFF, BMP, GIF -> "a " + header.format();
        };
    }

    private static @Nullable String jpegReadAsAWhole(byte[] file) {
        int frame = HeaderParser.frameHeader(ByteBuffer.wrap(file));
        if (at(file, frame + 1) == JPEG_LOSSLESS) {
            return "a lossless JPEG";
        }
        return at(file, frame + JPEG_COMPONENTS) > 3 ? "a CMYK JPEG" : null;
    }

    private static int at(byte[] file, int index) {
        return index < file.length ? file[index] & 0xff : 0;
    }
}
