package org.stylize.engine.picture;

import java.awt.color.ICC_Profile;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.stylize.image.ImageHeader;
import org.stylize.image.ImageLimits;
import org.stylize.image.ImageTooLargeException;

/**
 * Reads pictures that would need too much memory as a whole: each becomes smaller by a whole number while it is read. Each pixel
 * is converted as in a picture of ordinary size, before it is averaged with its neighbours.
 */
final class LargePicture {
    private static final int PNG_BITS = 24; // offsets in the chunk IHDR, which comes first
    private static final int PNG_INTERLACING = 28;
    private static final int TIFF_BITS = 258;

    private LargePicture() {}

    /** By how much the sides must become smaller so that no more than half of {@code wholePixels} are left; 1 for not at all. */
    static int factor(ImageHeader header, byte[] bytes, int wholePixels) {
        long pixels = ImageDecoder.pixels(header) * (isDeep(header, bytes) ? 2 : 1);
        return pixels <= wholePixels ? 1 : Math.max(2, (int) Math.ceil(Math.sqrt(2.0 * pixels / wholePixels)));
    }

    /** More than 8 bits need twice the memory. */
    private static boolean isDeep(ImageHeader header, byte[] bytes) {
        return switch (header.format()) {
            case PNG -> at(bytes, PNG_BITS) == 16;
            case TIFF -> {
                ByteBuffer file = TiffEntries.ordered(bytes);
                TiffEntries.@Nullable Entry bits = file == null
                        ? null
                        : TiffEntries.directory(file, file.getInt(4) & 0xffffffffL)
                                .get(TIFF_BITS);
                yield bits != null && bits.number() > 8;
            }
            case JPEG, WEBP, BMP, GIF -> false;
        };
    }

    private static int at(byte[] bytes, int index) {
        return index < bytes.length ? bytes[index] & 0xff : 0;
    }

    /**
     * The picture in sRGB, not yet turned, with sides that are smaller by {@code factor}.
     *
     * @throws ImageTooLargeException if it is of a kind that can only be read as a whole
     */
    static RgbImage reduced(ImageHeader header, byte[] bytes, ImageLimits limits, DecodeWatch watch, int factor) {
        return switch (header.format()) {
            case PNG -> png(header, bytes, limits, watch, factor);
            case JPEG -> jpeg(header, bytes, limits, watch, factor);
            case WEBP -> {
                WebpFile webp = WebpFile.parse(bytes);
                yield SrgbPixels.of(PixelReader.read(header, webp, limits, watch, factor), webp.profile(), -1);
            }
            case TIFF, BMP, GIF -> throw tooLarge(header, "a " + header.format());
        };
    }

    private static RgbImage png(ImageHeader header, byte[] bytes, ImageLimits limits, DecodeWatch watch, int factor) {
        if (at(bytes, PNG_INTERLACING) != 0) {
            throw tooLarge(header, "an interlaced PNG");
        }
        PngFile png = PngFile.parse(bytes);
        return inStrips(header, png.withoutExtras(), 1, limits, watch, factor, png.profile(), png.transparentGrey());
    }

    private static RgbImage jpeg(ImageHeader header, byte[] bytes, ImageLimits limits, DecodeWatch watch, int factor) {
        int scans = JpegFile.requireComplete(bytes, ImageDecoder.pixels(header));
        JpegSegments segments = JpegSegments.of(JpegFile.withoutPadding(bytes));
        if (segments.isLossless() || segments.components() > 3) {
            throw tooLarge(header, segments.isLossless() ? "a lossless JPEG" : "a CMYK JPEG");
        }
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

    private static ImageTooLargeException tooLarge(ImageHeader header, String kind) {
        return new ImageTooLargeException(kind + " may have at most " + ImageDecoder.WHOLE_PIXELS
                + " pixels, or half as many of 16 bits a sample, but this one is " + header.width() + "×"
                + header.height() + " = "
                + ImageDecoder.pixels(header) + "; save it as an ordinary PNG or JPEG, or with fewer pixels, first");
    }
}
