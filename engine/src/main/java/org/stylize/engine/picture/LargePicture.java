package org.stylize.engine.picture;

import java.awt.color.ICC_Profile;
import org.jspecify.annotations.Nullable;
import org.stylize.image.ImageHeader;
import org.stylize.image.ImageLimits;
import org.stylize.image.LargePictures;

/**
 * Reads pictures that would need too much memory as a whole: each becomes smaller by a whole number while it is read. Each pixel
 * is converted as in a picture of ordinary size, before it is averaged with its neighbours.
 */
final class LargePicture {
    private LargePicture() {}

    /** By how much the sides must become smaller so that no more than half of {@code wholePixels} are left; 1 for not at all. */
    static int factor(ImageHeader header, byte[] bytes, int wholePixels) {
        long pixels = ImageDecoder.pixels(header) * (LargePictures.isDeep(header, bytes) ? 2 : 1);
        return pixels <= wholePixels ? 1 : Math.max(2, (int) Math.ceil(Math.sqrt(2.0 * pixels / wholePixels)));
    }

    /**
     * The picture in sRGB, not yet turned, with sides that are smaller by {@code factor}.
     *
     * @param header of a kind that {@link LargePictures} lets pass
     */
    static RgbImage reduced(ImageHeader header, byte[] bytes, ImageLimits limits, DecodeWatch watch, int factor) {
        return switch (header.format()) {
            case PNG -> png(header, bytes, limits, watch, factor);
            case JPEG -> jpeg(header, bytes, limits, watch, factor);
            case WEBP -> {
                WebpFile webp = WebpFile.parse(bytes);
                yield SrgbPixels.of(PixelReader.read(header, webp, limits, watch, factor), webp.profile(), -1);
            }
            case TIFF, BMP, GIF -> throw new IllegalStateException("a " + header.format() + " is not read in strips");
        };
    }

    private static RgbImage png(ImageHeader header, byte[] bytes, ImageLimits limits, DecodeWatch watch, int factor) {
        PngFile png = PngFile.parse(bytes);
        return inStrips(header, png.withoutExtras(), 1, limits, watch, factor, png.profile(), png.transparentGrey());
    }

    private static RgbImage jpeg(ImageHeader header, byte[] bytes, ImageLimits limits, DecodeWatch watch, int factor) {
        int scans = JpegFile.requireComplete(bytes, ImageDecoder.pixels(header));
        JpegSegments segments = JpegSegments.of(JpegFile.withoutPadding(bytes));
        return inStrips(header, segments.withoutProfile(), scans, limits, watch, factor, segments.profile(), -1);
    }

    private static RgbImage inStrips(
            ImageHeader header,
            byte[] file,
            int scans,
            ImageLimits limits,
            DecodeWatch watch,
            int factor,
            @Nullable ICC_Profile profile,
            int transparentGrey) {
        boolean turned = header.orientation().swapsSides();
        BoxReduction reduction = new BoxReduction(
                turned ? header.height() : header.width(), turned ? header.width() : header.height(), factor);
        PixelReader.readStrips(
                header,
                file,
                scans,
                limits,
                watch,
                reduction::restart,
                strip -> reduction.add(SrgbPixels.of(strip, profile, transparentGrey)));
        return reduction.result();
    }
}
