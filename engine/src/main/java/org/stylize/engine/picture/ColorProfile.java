package org.stylize.engine.picture;

import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import org.jspecify.annotations.Nullable;

/** Colour management by ICC profiles, with the JDK's engine. */
final class ColorProfile {
    /** Engines and versions of the sRGB profile differ by up to this many levels of 255. */
    static final int SAME_LEVELS = 2;

    private static final ICC_Profile SRGB = ICC_Profile.getInstance(ColorSpace.CS_sRGB);
    private static final int LATTICE = 9;

    private ColorProfile() {}

    /** The profile; null if the bytes are not a profile. */
    static @Nullable ICC_Profile parse(byte[] bytes) {
        try {
            return ICC_Profile.getInstance(bytes);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * Colours in sRGB.
     *
     * @param samples {@code bands} of each pixel, interleaved
     * @return RGB of as many bits, interleaved; null if the profile is damaged or does not fit such pixels; {@code
     *     samples} itself if they are RGB and the profile is sRGB up to these differences
     */
    static @Nullable Samples toSrgb(ICC_Profile profile, Samples samples, int bands, int width, int height) {
        if (profile.getNumComponents() != bands) {
            return null;
        }
        try {
            ColorConvertOp conversion = new ColorConvertOp(new ICC_Profile[] {profile, SRGB}, null);
            return bands == 3 && changesNothing(conversion)
                    ? samples
                    : converted(conversion, samples, bands, width, height);
        } catch (CMMException | IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean changesNothing(ColorConvertOp conversion) {
        byte[] lattice = new byte[3 * LATTICE * LATTICE * LATTICE];
        for (int i = 0; i < lattice.length / 3; i++) {
            lattice[3 * i] = level(i % LATTICE);
            lattice[3 * i + 1] = level(i / LATTICE % LATTICE);
            lattice[3 * i + 2] = level(i / LATTICE / LATTICE);
        }
        Samples srgb = converted(conversion, Samples.of(lattice), 3, LATTICE * LATTICE, LATTICE);
        for (int i = 0; i < lattice.length; i++) {
            if (Math.abs((lattice[i] & 0xff) - srgb.at(i)) > SAME_LEVELS) {
                return false;
            }
        }
        return true;
    }

    private static byte level(int step) {
        return (byte) (step * 255 / (LATTICE - 1));
    }

    private static Samples converted(ColorConvertOp conversion, Samples samples, int bands, int width, int height) {
        Samples rgb = Samples.zeros(samples.bits(), 3 * width * height);
        conversion.filter(raster(samples, bands, width, height), raster(rgb, 3, width, height));
        return rgb;
    }

    private static WritableRaster raster(Samples samples, int bands, int width, int height) {
        int[] offsets = new int[bands];
        for (int band = 0; band < bands; band++) {
            offsets[band] = band;
        }
        return Raster.createInterleavedRaster(samples.buffer(), width, height, width * bands, bands, offsets, null);
    }
}
