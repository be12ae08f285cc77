package org.stylize.image;

/**
 * Limits of a picture, checked before memory is spent on it.
 *
 * @param maxPixels most pixels, width times height
 * @param maxBytes most bytes of the encoded file
 * @param minSide shortest side, in pixels
 */
public record ImageLimits(long maxPixels, long maxBytes, int minSide) {
    /** 100 million pixels, 64 MiB, no side under 16 pixels. */
    public static final ImageLimits DEFAULT = new ImageLimits(100_000_000L, 64L << 20, 16);

    public ImageLimits {
        if (maxPixels < 1 || maxBytes < 1 || minSide < 1) {
            throw new IllegalArgumentException("limits must be positive but are maxPixels=" + maxPixels + ", maxBytes="
                    + maxBytes + ", minSide=" + minSide);
        }
    }

    /**
     * Checks a file whose header is known.
     *
     * @param bytes size of the encoded file
     * @throws ImageTooLargeException if file or picture is over a limit
     * @throws ImageTooSmallException if a side is under the limit
     */
    public void check(ImageHeader header, long bytes) {
        checkBytes(bytes);
        String size = header.width() + "×" + header.height();
        if ((long) header.width() * header.height() > maxPixels) {
            throw new ImageTooLargeException("a picture may have at most " + maxPixels + " pixels but this one is "
                    + size + " = " + (long) header.width() * header.height());
        }
        if (Math.min(header.width(), header.height()) < minSide) {
            throw new ImageTooSmallException(
                    "a picture must be at least " + minSide + " pixels on each side but this one is " + size);
        }
    }

    /**
     * Checks the size of a file before it is read.
     *
     * @throws ImageTooLargeException if it is over the limit
     */
    public void checkBytes(long bytes) {
        if (bytes > maxBytes) {
            throw new ImageTooLargeException(
                    "a picture file may have at most " + maxBytes + " bytes but this one has " + bytes);
        }
    }
}
