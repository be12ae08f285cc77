package org.stylize.engine.picture;

import java.awt.color.ICC_Profile;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.stylize.engine.picture.BuiltProfile.Curve;
import org.stylize.engine.picture.BuiltProfile.Primaries;
import org.stylize.image.UnsupportedImageException;

/**
 * What a PNG says about its colours (PNG 3, 4.3): of several chunks the first of cICP, iCCP, sRGB, gAMA with cHRM counts. A
 * chunk that is damaged, or says nothing of use, counts as none.
 */
final class PngColours {
    /** gAMA of 1/2.2. */
    private static final double DISPLAY_GAMMA = 0.45455;
    /** Nobody sees such a difference; libpng calls it not significant. */
    private static final double GAMMA_TOLERANCE = 0.05;

    private static final int UNSPECIFIED = 2;

    private byte @Nullable [] codePoints;
    private @Nullable ICC_Profile profile;
    private boolean srgb;
    private double gamma;
    private @Nullable Primaries primaries;

    /** Takes the content of a chunk cICP. */
    void codePoints(byte[] content) {
        codePoints = content.length == 4 ? content : null;
    }

    /** Takes the profile of a chunk iCCP; null if it is damaged. */
    void profile(@Nullable ICC_Profile parsed) {
        profile = parsed;
    }

    /** Takes a chunk sRGB. */
    void srgb() {
        srgb = true;
    }

    /** Takes the content of a chunk gAMA. */
    void gamma(byte[] content) {
        gamma = content.length == 4 ? ByteBuffer.wrap(content).getInt() / 100_000.0 : 0;
    }

    /** Takes the content of a chunk cHRM: white, red, green and blue. */
    void primaries(byte[] content) {
        if (content.length == 32) {
            ByteBuffer in = ByteBuffer.wrap(content);
            double[] xy = new double[8];
            for (int i = 0; i < 8; i++) {
                xy[(i + 6) % 8] = in.getInt() / 100_000.0;
            }
            primaries = Primaries.of(xy);
        }
    }

    /**
     * The profile of the colours; null for sRGB.
     *
     * @param grey whether samples are brightnesses only
     * @throws UnsupportedImageException if the colours are of a kind that cannot be shown as sRGB
     */
    @Nullable
    ICC_Profile resolved(boolean grey) {
        if (codePoints != null && codePoints[0] != UNSPECIFIED && codePoints[1] != UNSPECIFIED) {
            return ofCodePoints(codePoints, grey);
        }
        if (profile != null) {
            return profile;
        }
        if (srgb || (gamma <= 0 && primaries == null)) {
            return null;
        }
        Curve curve = curve();
        return grey ? greyProfile(curve) : BuiltProfile.rgb(primaries == null ? Primaries.BT_709 : primaries, curve);
    }

    private Curve curve() {
        boolean usual = gamma <= 0 || Math.abs(gamma / DISPLAY_GAMMA - 1) <= GAMMA_TOLERANCE;
        return usual || gamma < 0.1 || gamma > 10 ? Curve.SRGB : Curve.power(1 / gamma);
    }

    /** Grey that is coded as in sRGB is left as it is. */
    private static @Nullable ICC_Profile greyProfile(Curve curve) {
        return curve.equals(Curve.SRGB) ? null : BuiltProfile.grey(curve);
    }

    /** ITU-T H.273: primaries, transfer, matrix, full range. */
    private static @Nullable ICC_Profile ofCodePoints(byte[] points, boolean grey) {
        if (points[2] != 0) {
            throw unsupported("whose cICP chunk says that it is not RGB");
        }
        if (points[3] != 1) {
            throw unsupported("of narrow range");
        }
        Primaries primaries =
                switch (points[0]) {
                    case 1 -> Primaries.BT_709;
                    case 4 -> Primaries.of(0.67, 0.33, 0.21, 0.71, 0.14, 0.08, 0.310, 0.316);
                    case 5 -> Primaries.of(0.64, 0.33, 0.29, 0.60, 0.15, 0.06, 0.3127, 0.3290);
                    case 6, 7 -> Primaries.of(0.630, 0.340, 0.310, 0.595, 0.155, 0.070, 0.3127, 0.3290);
                    case 9 -> Primaries.of(0.708, 0.292, 0.170, 0.797, 0.131, 0.046, 0.3127, 0.3290);
                    case 11 -> Primaries.of(0.680, 0.320, 0.265, 0.690, 0.150, 0.060, 0.314, 0.351);
                    case 12 -> Primaries.of(0.680, 0.320, 0.265, 0.690, 0.150, 0.060, 0.3127, 0.3290);
                    default -> throw unsupported("with colour primaries " + (points[0] & 0xff) + " of H.273");
                };
        Curve curve =
                switch (points[1]) {
                    case 1, 6, 14, 15 -> Curve.BT_709;
                    case 4 -> Curve.power(2.2);
                    case 5 -> Curve.power(2.8);
                    case 8 -> Curve.LINEAR;
                    case 13 -> Curve.SRGB;
                    case 16 -> throw unsupported("of high dynamic range (PQ)");
                    case 18 -> throw unsupported("of high dynamic range (HLG)");
                    default -> throw unsupported("with transfer characteristics " + (points[1] & 0xff) + " of H.273");
                };
        return grey ? greyProfile(curve) : BuiltProfile.rgb(primaries, curve);
    }

    private static UnsupportedImageException unsupported(String kind) {
        return new UnsupportedImageException(
                "the picture is a PNG " + kind + ", which is not supported; export it as an sRGB picture first");
    }
}
