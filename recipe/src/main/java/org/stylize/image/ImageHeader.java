package org.stylize.image;

import static java.util.Objects.requireNonNull;

/**
 * What a picture file says about itself, read without decoding it.
 *
 * @param format decided by the file's first bytes, not by its name or media type
 * @param width in pixels, upright (after {@code orientation}); not negative
 * @param height in pixels, upright (after {@code orientation}); not negative
 * @param orientation how the stored picture must be turned; {@link Orientation#UPRIGHT} if the file does not say
 */
public record ImageHeader(ImageFormat format, int width, int height, Orientation orientation) {
    public ImageHeader {
        requireNonNull(format, "format is null");
        requireNonNull(orientation, "orientation is null");
        if (width < 0 || height < 0) {
            throw new UnreadableImageException(
                    "a picture's sides cannot be negative but its header says " + width + "×" + height);
        }
    }

    /**
     * Reads the header of a PNG, JPEG, WebP, TIFF, BMP or GIF file. Needs no memory beyond the argument, whatever size
     * the header claims.
     *
     * <p>The whole file may always be given. Its beginning is enough if it contains the header. In a JPEG the header
     * comes after the embedded profile and preview (rarely beyond the first 256 KiB); in a TIFF it can be anywhere. In
     * PNG and WebP the orientation may come after the picture data; it is read only if it is in {@code bytes}.
     *
     * @throws UnreadableImageException if the bytes are not such a picture, or end before the header does
     */
    public static ImageHeader read(byte[] bytes) {
        return HeaderParser.parse(bytes);
    }

    /** A header whose sides are still as stored. */
    static ImageHeader ofStored(ImageFormat format, int storedWidth, int storedHeight, Orientation orientation) {
        return orientation.swapsSides()
                ? new ImageHeader(format, storedHeight, storedWidth, orientation)
                : new ImageHeader(format, storedWidth, storedHeight, orientation);
    }
}
