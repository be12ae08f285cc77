package org.stylize.engine.picture;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import org.jspecify.annotations.Nullable;
import org.stylize.image.UnsupportedImageException;
import org.stylize.recipe.ImageSize;

/** Converts the pixels of any colour model to sRGB of 8 or 16 bits with an alpha plane. */
final class SrgbPixels {
    private SrgbPixels() {}

    /**
     * The same picture, seen on white.
     *
     * @param image its colours may be divided by its alpha in this very object
     * @param profile of the colours, if the file's reader has not applied it; null for the colour model's own
     * @param transparentGrey the stored sample that is transparent; −1 if none is, or the image has an alpha plane
     */
    static RgbImage of(BufferedImage image, @Nullable ICC_Profile profile, int transparentGrey) {
        if (image.getColorModel().isAlphaPremultiplied()) {
            image.coerceData(false);
        }
        Samples samples;
        int colorBands;
        @Nullable Samples alpha;
        if (image.getColorModel() instanceof IndexColorModel palette) {
            samples = paletteColors(image.getRaster(), palette);
            colorBands = 3;
            alpha = palette.hasAlpha() ? paletteAlpha(image.getRaster(), palette) : null;
        } else {
            ColorModel model = image.getColorModel();
            colorBands = model.getNumColorComponents();
            samples = bands(image, 0, colorBands);
            alpha = model.hasAlpha() ? bands(image, colorBands, 1) : null;
        }
        if (transparentGrey >= 0) {
            alpha = greyKey(image.getRaster(), transparentGrey, samples.bits());
        }
        @Nullable ICC_Profile colors = profile == null ? foreignProfile(image.getColorModel()) : profile;
        int width = image.getWidth();
        int height = image.getHeight();
        @Nullable
        Samples managed = colors == null ? null : ColorProfile.toSrgb(colors, samples, colorBands, width, height);
        Samples rgb = managed == null ? plainRgb(samples, colorBands) : managed;
        if (alpha != null && isOpaque(alpha)) {
            alpha = null;
        }
        return RgbImage.owning(new ImageSize(width, height), alpha == null ? rgb : onWhite(rgb, alpha), alpha);
    }

    /**
     * Some bands, interleaved: in 16 bits if one of them has more than 8, else in 8. Read from the raster: a colour model
     * would take Java's own grey for linear light and brighten it.
     */
    private static Samples bands(BufferedImage image, int first, int count) {
        ColorModel model = image.getColorModel();
        int type = image.getRaster().getTransferType();
        if (type != DataBuffer.TYPE_BYTE && type != DataBuffer.TYPE_USHORT && type != DataBuffer.TYPE_INT) {
            throw new UnsupportedImageException("expected samples of 8 or 16 bits but found signed or real numbers");
        }
        int most = 0;
        for (int band = first; band < first + count; band++) {
            most = Math.max(most, model.getComponentSize(band));
        }
        if (most > 16) {
            throw new UnsupportedImageException("expected samples of 8 or 16 bits but found " + most);
        }
        Raster raster = image.getRaster();
        int width = raster.getWidth();
        int all = raster.getNumBands();
        Samples out = Samples.zeros(
                most > 8 ? 16 : 8, Math.multiplyExact(Math.multiplyExact(width, raster.getHeight()), count));
        int[] row = new int[width * all];
        int to = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int x = 0; x < width; x++) {
                for (int band = first; band < first + count; band++) {
                    out.set(to++, stretched(row[x * all + band], model.getComponentSize(band), out));
                }
            }
        }
        return out;
    }

    /** A sample of that many bits, scaled to the range of {@code out}, rounded. */
    private static int stretched(int sample, int bits, Samples out) {
        if (bits == out.bits()) {
            return sample;
        }
        int most = (1 << bits) - 1;
        return (int) (((long) sample * out.most() + most / 2) / most);
    }

    private static Samples paletteColors(Raster raster, IndexColorModel palette) {
        int[] indices = raster.getPixels(
                raster.getMinX(), raster.getMinY(), raster.getWidth(), raster.getHeight(), (int @Nullable []) null);
        byte[] rgb = new byte[Math.multiplyExact(3, indices.length)];
        for (int i = 0; i < indices.length; i++) {
            rgb[3 * i] = (byte) palette.getRed(indices[i]);
            rgb[3 * i + 1] = (byte) palette.getGreen(indices[i]);
            rgb[3 * i + 2] = (byte) palette.getBlue(indices[i]);
        }
        return Samples.of(rgb);
    }

    private static Samples paletteAlpha(Raster raster, IndexColorModel palette) {
        int[] indices = raster.getPixels(
                raster.getMinX(), raster.getMinY(), raster.getWidth(), raster.getHeight(), (int @Nullable []) null);
        byte[] alpha = new byte[indices.length];
        for (int i = 0; i < indices.length; i++) {
            alpha[i] = (byte) palette.getAlpha(indices[i]);
        }
        return Samples.of(alpha);
    }

    private static Samples greyKey(Raster raster, int transparent, int bits) {
        int width = raster.getWidth();
        Samples alpha = Samples.zeros(bits, Math.multiplyExact(width, raster.getHeight()));
        int[] row = new int[width];
        int to = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, 0, row);
            for (int sample : row) {
                alpha.set(to++, sample == transparent ? 0 : alpha.most());
            }
        }
        return alpha;
    }

    /** The model's profile, unless it is sRGB, or the grey profile that Java gives to pixels without a profile. */
    private static @Nullable ICC_Profile foreignProfile(ColorModel model) {
        if (model instanceof IndexColorModel
                || model.getColorSpace().isCS_sRGB()
                || !(model.getColorSpace() instanceof ICC_ColorSpace space)
                || space.getProfile() == ICC_Profile.getInstance(ColorSpace.CS_GRAY)) {
            return null;
        }
        return space.getProfile();
    }

    private static Samples plainRgb(Samples samples, int bands) {
        return switch (bands) {
            case 1 -> greyAsRgb(samples);
            case 3 -> samples;
            case 4 -> cmykAsRgb(samples);
            default ->
                throw new UnsupportedImageException("expected grey, RGB or CMYK but found " + bands + " colours");
        };
    }

    private static Samples greyAsRgb(Samples grey) {
        Samples rgb = Samples.zeros(grey.bits(), Math.multiplyExact(3, grey.length()));
        for (int pixel = 0, i = 0; pixel < grey.length(); pixel++) {
            int level = grey.at(pixel);
            for (int end = i + 3; i < end; i++) {
                rgb.set(i, level);
            }
        }
        return rgb;
    }

    /** Ink amounts without a profile: each colour is what its ink and the black let through. */
    private static Samples cmykAsRgb(Samples cmyk) {
        int most = cmyk.most();
        Samples rgb = Samples.zeros(cmyk.bits(), cmyk.length() / 4 * 3);
        for (int i = 0; i < cmyk.length() / 4; i++) {
            int white = most - cmyk.at(4 * i + 3);
            for (int band = 0; band < 3; band++) {
                rgb.set(3 * i + band, divided((long) (most - cmyk.at(4 * i + band)) * white, most));
            }
        }
        return rgb;
    }

    private static Samples onWhite(Samples rgb, Samples alpha) {
        int most = rgb.most();
        Samples plane = alpha.withBits(rgb.bits());
        Samples seen = Samples.zeros(rgb.bits(), rgb.length());
        for (int pixel = 0, i = 0; pixel < plane.length(); pixel++) {
            int a = plane.at(pixel);
            long white = (long) most * (most - a);
            for (int end = i + 3; i < end; i++) {
                seen.set(i, a == most ? rgb.at(i) : divided((long) rgb.at(i) * a + white, most));
            }
        }
        return seen;
    }

    private static int divided(long value, int most) {
        return (int) ((value + most / 2) / most);
    }

    private static boolean isOpaque(Samples alpha) {
        for (int i = 0; i < alpha.length(); i++) {
            if (alpha.at(i) != alpha.most()) {
                return false;
            }
        }
        return true;
    }
}
