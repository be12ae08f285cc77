package org.stylize.engine.picture;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.nio.ByteBuffer;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.stylize.image.UnsupportedImageException;
import org.stylize.recipe.ImageSize;

/**
 * TIFF files with CIE L*a*b* colours of the white D50 (TIFF 6.0, section 23; ICC L*a*b* by TIFF's supplement 2). Their reader
 * converts such colours to sRGB in its own way, up to 31 levels off. So it is told that they are RGB, which it leaves alone,
 * and they are converted here.
 */
final class LabTiff {
    private static final int PHOTOMETRIC = 262;
    private static final int ICC_PROFILE = 34675;
    private static final int UNKNOWN_TAG = 65_000;
    private static final int RGB = 2;
    private static final int CIE_LAB = 8;
    private static final int ICC_LAB = 9;
    private static final int ENTRY_BYTES = 12;

    private final byte[] asRgb;
    private final boolean signed;

    private LabTiff(byte[] asRgb, boolean signed) {
        this.asRgb = asRgb;
        this.signed = signed;
    }

    /** The file, if it has such colours; else null. */
    static @Nullable LabTiff of(byte[] tiff) {
        ByteBuffer file = TiffEntries.ordered(tiff);
        if (file == null) {
            return null;
        }
        long at = file.getInt(4) & 0xffffffffL;
        SortedMap<Integer, TiffEntries.Entry> entries = TiffEntries.directory(file, at);
        TiffEntries.Entry photometric = entries.get(PHOTOMETRIC);
        long space = photometric == null ? RGB : photometric.number();
        if (space != CIE_LAB && space != ICC_LAB) {
            return null;
        }
        ByteBuffer copy = ByteBuffer.wrap(tiff.clone()).order(file.order());
        int count = copy.getShort((int) at) & 0xffff;
        for (int i = 0; i < count; i++) {
            int entry = (int) at + 2 + i * ENTRY_BYTES;
            if (entry + ENTRY_BYTES > copy.capacity()) {
                break;
            }
            switch (copy.getShort(entry) & 0xffff) {
                case PHOTOMETRIC -> copy.putShort(entry + 8, (short) RGB);
                case ICC_PROFILE -> copy.putShort(entry, (short) UNKNOWN_TAG); // of L*a*b*, which says nothing new
                default -> {} // stays
            }
        }
        return new LabTiff(copy.array(), space == CIE_LAB);
    }

    /** The file as if its colours were RGB. */
    byte[] asRgb() {
        return asRgb;
    }

    /**
     * The picture in sRGB, of as many bits.
     *
     * @param stored as the reader gives {@link #asRgb}
     */
    RgbImage toSrgb(BufferedImage stored) {
        Raster raster = stored.getRaster();
        int bits = stored.getColorModel().getComponentSize(0);
        if (raster.getNumBands() != 3 || (bits != 8 && bits != 16)) {
            throw new UnsupportedImageException("the picture is a TIFF with L*a*b* colours and " + raster.getNumBands()
                    + " samples of " + bits + " bits, which is not supported; save it as an RGB TIFF first");
        }
        int width = raster.getWidth();
        Samples srgb = Samples.zeros(bits, Math.multiplyExact(3, Math.multiplyExact(width, raster.getHeight())));
        int[] row = new int[3 * width];
        int to = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int x = 0; x < row.length; x += 3) {
                double[] light = light(lightness(row[x], bits), chroma(row[x + 1], bits), chroma(row[x + 2], bits));
                for (double linear : light) {
                    srgb.set(to++, (int) (coded(linear) * srgb.most() + 0.5));
                }
            }
        }
        return RgbImage.owning(new ImageSize(width, raster.getHeight()), srgb, null);
    }

    private double lightness(int sample, int bits) {
        double most = bits == 8 ? 255 : signed ? 65535 : 65280; // ICC.1:2001, 6.5.8: 0xff00 is 100
        return sample * 100 / most;
    }

    private double chroma(int sample, int bits) {
        if (signed) {
            return bits == 8 ? (byte) sample : (short) sample / 256.0;
        }
        return bits == 8 ? sample - 128 : sample / 256.0 - 128;
    }

    /** Linear sRGB: XYZ of D50 by CIE 15, then to the white D65 as the sRGB profile does (Bradford). */
    private static double[] light(double l, double a, double b) {
        double fy = (l + 16) / 116;
        double x = 0.9642 * tristimulus(fy + a / 500);
        double y = tristimulus(fy);
        double z = 0.8249 * tristimulus(fy - b / 200);
        return new double[] {
            3.1338561 * x - 1.6168667 * y - 0.4906146 * z,
            -0.9787684 * x + 1.9161415 * y + 0.0334540 * z,
            0.0719453 * x - 0.2289914 * y + 1.4052427 * z
        };
    }

    private static double tristimulus(double f) {
        return f > 6.0 / 29 ? f * f * f : (f - 16.0 / 116) * 108 / 841;
    }

    private static double coded(double linear) {
        double light = Math.max(0, Math.min(1, linear));
        return light <= 0.0031308 ? 12.92 * light : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
    }
}
