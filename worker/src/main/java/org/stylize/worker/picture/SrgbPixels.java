package org.stylize.worker.picture;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import org.jspecify.annotations.Nullable;
import org.stylize.image.UnreadableImageException;
import org.stylize.recipe.ImageSize;

/** Brings the pixels of any colour model to 8-bit sRGB with an alpha plane. */
final class SrgbPixels {
    private SrgbPixels() {}

    /**
     * The same picture, seen on white.
     *
     * @param image its alpha may come to be divided out in place
     * @param profile of the colours, where the file's reader left it to us; null for the colour model's own
     */
    static RgbImage of(BufferedImage image, @Nullable ICC_Profile profile) {
        if (image.getColorModel().isAlphaPremultiplied()) {
            image.coerceData(false);
        }
        byte[] samples;
        int colorBands;
        byte @Nullable [] alpha;
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
        @Nullable ICC_Profile colors = profile == null ? foreignProfile(image.getColorModel()) : profile;
        int width = image.getWidth();
        int height = image.getHeight();
        byte @Nullable [] managed =
                colors == null ? null : ColorProfile.toSrgb(colors, samples, colorBands, width, height);
        byte[] rgb = managed == null ? plainRgb(samples, colorBands) : managed;
        if (alpha != null && isOpaque(alpha)) {
            alpha = null;
        }
        return RgbImage.owning(new ImageSize(width, height), alpha == null ? rgb : onWhite(rgb, alpha), alpha);
    }

    /**
     * Some bands as 8-bit samples, interleaved. Read from the raster: a colour model would take Java's own grey for
     * linear light and brighten it.
     */
    private static byte[] bands(BufferedImage image, int first, int count) {
        ColorModel model = image.getColorModel();
        int type = image.getRaster().getTransferType();
        if (type != DataBuffer.TYPE_BYTE && type != DataBuffer.TYPE_USHORT && type != DataBuffer.TYPE_INT) {
            throw new UnreadableImageException("expected samples of 8 or 16 bits but found signed or real numbers");
        }
        Raster raster = image.getRaster();
        int width = raster.getWidth();
        int all = raster.getNumBands();
        byte[] out = new byte[Math.multiplyExact(Math.multiplyExact(width, raster.getHeight()), count)];
        int[] row = new int[width * all];
        for (int band = first; band < first + count; band++) {
            int bits = model.getComponentSize(band);
            if (bits > 16) {
                throw new UnreadableImageException("expected samples of 8 or 16 bits but found " + bits);
            }
        }
        int to = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int x = 0; x < width; x++) {
                for (int band = first; band < first + count; band++) {
                    out[to++] = eightBits(row[x * all + band], model.getComponentSize(band));
                }
            }
        }
        return out;
    }

    private static byte eightBits(int sample, int bits) {
        if (bits == 8) {
            return (byte) sample;
        }
        int most = (1 << bits) - 1;
        return (byte) ((sample * 255L + most / 2) / most);
    }

    private static byte[] paletteColors(Raster raster, IndexColorModel palette) {
        int[] indices = raster.getPixels(
                raster.getMinX(), raster.getMinY(), raster.getWidth(), raster.getHeight(), (int @Nullable []) null);
        byte[] rgb = new byte[Math.multiplyExact(3, indices.length)];
        for (int i = 0; i < indices.length; i++) {
            rgb[3 * i] = (byte) palette.getRed(indices[i]);
            rgb[3 * i + 1] = (byte) palette.getGreen(indices[i]);
            rgb[3 * i + 2] = (byte) palette.getBlue(indices[i]);
        }
        return rgb;
    }

    private static byte[] paletteAlpha(Raster raster, IndexColorModel palette) {
        int[] indices = raster.getPixels(
                raster.getMinX(), raster.getMinY(), raster.getWidth(), raster.getHeight(), (int @Nullable []) null);
        byte[] alpha = new byte[indices.length];
        for (int i = 0; i < indices.length; i++) {
            alpha[i] = (byte) palette.getAlpha(indices[i]);
        }
        return alpha;
    }

    /** The model's profile, unless it is sRGB or the grey by which Java calls pixels that came without a profile. */
    private static @Nullable ICC_Profile foreignProfile(ColorModel model) {
        if (model instanceof IndexColorModel
                || model.getColorSpace().isCS_sRGB()
                || !(model.getColorSpace() instanceof ICC_ColorSpace space)
                || space.getProfile() == ICC_Profile.getInstance(ColorSpace.CS_GRAY)) {
            return null;
        }
        return space.getProfile();
    }

    private static byte[] plainRgb(byte[] samples, int bands) {
        return switch (bands) {
            case 1 -> greyAsRgb(samples);
            case 3 -> samples;
            case 4 -> cmykAsRgb(samples);
            default -> throw new UnreadableImageException("expected grey, RGB or CMYK but found " + bands + " colours");
        };
    }

    private static byte[] greyAsRgb(byte[] grey) {
        byte[] rgb = new byte[Math.multiplyExact(3, grey.length)];
        for (int i = 0; i < grey.length; i++) {
            rgb[3 * i] = grey[i];
            rgb[3 * i + 1] = grey[i];
            rgb[3 * i + 2] = grey[i];
        }
        return rgb;
    }

    /** Ink amounts without a profile: each colour is what its ink and the black let through. */
    private static byte[] cmykAsRgb(byte[] cmyk) {
        byte[] rgb = new byte[cmyk.length / 4 * 3];
        for (int i = 0; i < cmyk.length / 4; i++) {
            int white = 255 - (cmyk[4 * i + 3] & 0xff);
            for (int band = 0; band < 3; band++) {
                rgb[3 * i + band] = (byte) divideBy255((255 - (cmyk[4 * i + band] & 0xff)) * white);
            }
        }
        return rgb;
    }

    private static byte[] onWhite(byte[] rgb, byte[] alpha) {
        byte[] seen = new byte[rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            int a = alpha[i / 3] & 0xff;
            seen[i] = (byte) divideBy255((rgb[i] & 0xff) * a + 255 * (255 - a));
        }
        return seen;
    }

    private static int divideBy255(int value) {
        return (value + 127) / 255;
    }

    private static boolean isOpaque(byte[] alpha) {
        for (byte a : alpha) {
            if (a != (byte) 255) {
                return false;
            }
        }
        return true;
    }
}
