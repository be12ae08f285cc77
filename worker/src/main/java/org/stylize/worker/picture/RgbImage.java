package org.stylize.worker.picture;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stylize.recipe.ImageSize;

/**
 * A picture of 8-bit sRGB pixels that stands upright. Immutable, so any thread may use it; arrays are copied on the way
 * in and out.
 *
 * <p>A picture that was partly transparent has an alpha plane beside its colours. The colours are then what is seen on
 * white paper: c·α + 255·(1 − α). So whoever looks at colours only sees no edges and shades that a viewer would not
 * see, and whoever writes a picture with transparency still knows its shape.
 */
public final class RgbImage {
    private final ImageSize size;
    private final byte[] rgb;
    private final byte @Nullable [] alpha;

    private RgbImage(ImageSize size, byte[] rgb, byte @Nullable [] alpha) {
        this.size = size;
        this.rgb = rgb;
        this.alpha = alpha;
    }

    /**
     * An opaque picture.
     *
     * @param rgb row by row from the top, each pixel as red, green, blue, each 0 to 255 unsigned; length 3·width·height
     */
    public static RgbImage of(ImageSize size, byte[] rgb) {
        return owning(size, rgb.clone(), null);
    }

    /**
     * A picture with an alpha plane.
     *
     * @param rgb as in {@link #of(ImageSize, byte[])}, already seen on white
     * @param alpha row by row, 0 for transparent to 255 for opaque, unsigned; length width·height
     */
    public static RgbImage of(ImageSize size, byte[] rgb, byte[] alpha) {
        return owning(size, rgb.clone(), alpha.clone());
    }

    /** As the others, but without copies: the caller forgets the arrays. */
    static RgbImage owning(ImageSize size, byte[] rgb, byte @Nullable [] alpha) {
        requireNonNull(size, "size is null");
        if (rgb.length != 3 * size.pixels()) {
            throw new IllegalArgumentException(
                    "a picture of " + size + " needs " + 3 * size.pixels() + " bytes of RGB but got " + rgb.length);
        }
        if (alpha != null && alpha.length != size.pixels()) {
            throw new IllegalArgumentException(
                    "a picture of " + size + " needs " + size.pixels() + " bytes of alpha but got " + alpha.length);
        }
        return new RgbImage(size, rgb, alpha);
    }

    public ImageSize size() {
        return size;
    }

    /** A copy of the colours, laid out as in {@link #of(ImageSize, byte[])}. */
    public byte[] rgb() {
        return rgb.clone();
    }

    /** A copy of the alpha plane; empty if every pixel is opaque. */
    public Optional<byte[]> alpha() {
        return Optional.ofNullable(alpha).map(byte[]::clone);
    }

    /** These colours with another picture's alpha plane, or without one. */
    public RgbImage withAlphaOf(RgbImage other) {
        return owning(size, rgb, other.alpha);
    }

    /** The colour of one pixel as 0xRRGGBB. */
    public int rgbAt(int x, int y) {
        if (x < 0 || x >= size.width() || y < 0 || y >= size.height()) {
            throw new IndexOutOfBoundsException("no pixel " + x + ", " + y + " in a picture of " + size);
        }
        int at = 3 * (y * size.width() + x);
        return (rgb[at] & 0xff) << 16 | (rgb[at + 1] & 0xff) << 8 | (rgb[at + 2] & 0xff);
    }

    /** The colours themselves, for readers in this package. */
    byte[] rgbUncopied() {
        return rgb;
    }

    /** The alpha plane itself, for readers in this package; null if every pixel is opaque. */
    byte @Nullable [] alphaUncopied() {
        return alpha;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RgbImage that
                && size.equals(that.size)
                && Arrays.equals(rgb, that.rgb)
                && Arrays.equals(alpha, that.alpha);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(rgb) + Arrays.hashCode(alpha);
    }

    @Override
    public String toString() {
        return "RGB picture of " + size + (alpha == null ? "" : " with alpha");
    }
}
