package org.stylize.engine.picture;

import static java.util.Objects.requireNonNull;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stylize.recipe.ImageSize;
import org.stylize.recipe.Rounding;

/**
 * An upright picture of sRGB pixels of 8 or 16 bits a colour. Immutable, so any thread may use it; arrays are copied on
 * the way in and out.
 *
 * <p>A picture that was partly transparent has an alpha plane beside its colours. The colours are then what is seen on
 * white paper: c·α + white·(1 − α). So code that reads only the colours finds no edges or shades that a viewer would
 * not see, and code that writes a picture with transparency still has its shape.
 */
public final class RgbImage {
    private final ImageSize size;
    private final Samples rgb;
    private final @Nullable Samples alpha;

    private RgbImage(ImageSize size, Samples rgb, @Nullable Samples alpha) {
        this.size = size;
        this.rgb = rgb;
        this.alpha = alpha;
    }

    /**
     * An opaque picture of 8 bits.
     *
     * @param rgb row by row from the top, each pixel as red, green, blue, each 0 to 255 unsigned; length 3·width·height
     */
    public static RgbImage of(ImageSize size, byte[] rgb) {
        return owning(size, Samples.of(rgb.clone()), null);
    }

    /**
     * A picture of 8 bits with an alpha plane.
     *
     * @param rgb as in {@link #of(ImageSize, byte[])}, already seen on white
     * @param alpha row by row, 0 for transparent to 255 for opaque, unsigned; length width·height
     */
    public static RgbImage of(ImageSize size, byte[] rgb, byte[] alpha) {
        return owning(size, Samples.of(rgb.clone()), Samples.of(alpha.clone()));
    }

    /**
     * An opaque picture from brightnesses, clamped to 0 to 1.
     *
     * @param units row by row from the top, each pixel as red, green, blue; length 3·width·height
     * @param bits of each colour, 8 or 16
     */
    public static RgbImage ofUnits(ImageSize size, float[] units, int bits, Rounding rounding) {
        Samples rgb = Samples.zeros(bits, units.length);
        float most = rgb.most();
        float half =
                switch (rounding) {
                    case TRUNCATE -> 0f;
                    case NEAREST -> 0.5f;
                };
        for (int i = 0; i < units.length; i++) {
            rgb.set(i, (int) (Math.max(0f, Math.min(1f, units[i])) * most + half));
        }
        return owning(size, rgb, null);
    }

    /** Like the other factories, but without copies: the caller must not use the arrays again. */
    static RgbImage owning(ImageSize size, Samples rgb, @Nullable Samples alpha) {
        requireNonNull(size, "size is null");
        if (rgb.length() != 3 * size.pixels()) {
            throw new IllegalArgumentException("a picture of " + size + " needs " + 3 * size.pixels()
                    + " numbers for its colours but got " + rgb.length());
        }
        if (alpha != null && alpha.length() != size.pixels()) {
            throw new IllegalArgumentException("a picture of " + size + " needs " + size.pixels()
                    + " numbers for its alpha plane but got " + alpha.length());
        }
        return new RgbImage(size, rgb, alpha == null ? null : alpha.withBits(rgb.bits()));
    }

    public ImageSize size() {
        return size;
    }

    /** Bits of each colour, 8 or 16. */
    public int bits() {
        return rgb.bits();
    }

    /** The colours in 8 bits each, laid out as in {@link #of(ImageSize, byte[])}; 16 bits are rounded. A copy. */
    public byte[] rgb() {
        return rgb.bytes();
    }

    /** The colours as brightnesses from 0 to 1, all bits of them; row by row, each pixel as red, green, blue. A copy. */
    public float[] units() {
        float[] units = new float[rgb.length()];
        for (int i = 0; i < units.length; i++) {
            units[i] = unitAt(i);
        }
        return units;
    }

    /** One number of {@link #units}, by its place there. */
    public float unitAt(int index) {
        return rgb.at(index) / (float) rgb.most();
    }

    /** The alpha plane in 8 bits; empty if every pixel is opaque. A copy. */
    public Optional<byte[]> alpha() {
        return Optional.ofNullable(alpha).map(Samples::bytes);
    }

    /** This picture with that many bits a colour, 8 or 16, rounded to the nearest; itself if it has them already. */
    RgbImage withBits(int bits) {
        return bits == bits() ? this : owning(size, rgb.withBits(bits), alpha);
    }

    /** Whether there is no alpha plane. */
    public boolean isOpaque() {
        return alpha == null;
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
        return eightBits(at) << 16 | eightBits(at + 1) << 8 | eightBits(at + 2);
    }

    private int eightBits(int at) {
        return (rgb.at(at) * 255 + rgb.most() / 2) / rgb.most();
    }

    /** The colours themselves, for readers in this package. */
    Samples samples() {
        return rgb;
    }

    /** The alpha plane itself, for readers in this package; null if every pixel is opaque. */
    @Nullable
    Samples alphaSamples() {
        return alpha;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RgbImage that
                && size.equals(that.size)
                && rgb.equals(that.rgb)
                && Objects.equals(alpha, that.alpha);
    }

    @Override
    public int hashCode() {
        return 31 * rgb.hashCode() + Objects.hashCode(alpha);
    }

    @Override
    public String toString() {
        return "RGB picture of " + size + ", " + bits() + " bits" + (alpha == null ? "" : " with alpha");
    }
}
