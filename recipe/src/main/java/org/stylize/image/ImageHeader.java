package org.stylize.image;

import static java.util.Objects.requireNonNull;

/**
 * What a picture file says about itself, read without decoding it.
 *
 * @param format by the file's first bytes; its name and declared media type do not count
 * @param width in pixels, upright (after {@code orientation}); not negative
 * @param height in pixels, upright (after {@code orientation}); not negative
 * @param orientation how the stored picture has to be turned; {@link Orientation#UPRIGHT} where the file says nothing
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
     * Reads the header of a PNG, JPEG, WebP, TIFF, BMP or GIF file. Costs no memory beyond the argument, whatever
     * size the header claims.
     *
     * <p>The whole file may always be given. Its beginning is enough when it reaches the header, which in a JPEG lies
     * behind the embedded profile and preview (seldom more than the first 256 KiB) and in a TIFF may lie anywhere.
     * In PNG and WebP the orientation may follow the picture data; it is seen only if it lies in {@code bytes}.
     *
     * @throws UnreadableImageException if the bytes are no such picture, or end before the header does
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
