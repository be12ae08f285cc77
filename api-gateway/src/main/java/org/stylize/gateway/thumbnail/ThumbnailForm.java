package org.stylize.gateway.thumbnail;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.stylize.image.ImageFormat;

/**
 * How large a thumbnail is, and how it is written.
 *
 * @param longSidePixels of the thumbnail, one of {@link #SIZES}; a smaller pastiche keeps its size
 * @param format JPEG or WebP
 */
public record ThumbnailForm(int longSidePixels, ImageFormat format) {
    /** Long sides that there are. */
    public static final List<Integer> SIZES = List.of(160, 320, 640, 1280);
    /** A JPEG of 320 pixels. */
    public static final ThumbnailForm USUAL = new ThumbnailForm(320, ImageFormat.JPEG);
    /** A JPEG of 160 pixels. */
    static final ThumbnailForm SMALL = new ThumbnailForm(160, ImageFormat.JPEG);

    /** @throws IllegalArgumentException if there is no such size or format */
    public ThumbnailForm {
        requireNonNull(format, "format is null");
        if (!SIZES.contains(longSidePixels)) {
            throw new IllegalArgumentException(
                    "the size of a thumbnail is one of " + SIZES + " but not " + longSidePixels);
        }
        if (format != ImageFormat.JPEG && format != ImageFormat.WEBP) {
            throw new IllegalArgumentException("a thumbnail is a JPEG or a WebP but not " + format);
        }
    }
}
