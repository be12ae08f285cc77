package org.stylize.engine.picture;

import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.stylize.image.ImageHeader;
import org.stylize.image.ImageLimits;
import org.stylize.image.LargePictures;
import org.stylize.image.UnreadableImageException;

/**
 * Turns the bytes of a PNG, JPEG, WebP, TIFF, BMP or GIF file into an upright sRGB picture of 8 or 16 bits.
 *
 * <ul>
 *   <li>Limits are checked against the header, before memory is spent on pixels.
 *   <li>Grey, palette, CMYK and YCCK become RGB; more than 8 bits a sample become 16.
 *   <li>The EXIF or TIFF orientation is applied.
 *   <li>An embedded ICC profile is converted to sRGB, unless it is sRGB within {@value ColorProfile#SAME_LEVELS}
 *       levels: then the bytes stay as they are. A damaged profile is ignored. In a PNG, cICP comes first, then the
 *       profile, then sRGB, then gAMA and cHRM.
 *   <li>Transparent pixels are laid on white, and the alpha plane is kept beside the colours: see {@link RgbImage}.
 *   <li>Only the first page or frame is read.
 *   <li>A picture of more than {@value #WHOLE_PIXELS} pixels is made smaller while it is read, by a whole number.
 *   <li>A file that is cut off or damaged is refused, not patched with grey.
 * </ul>
 */
public final class ImageDecoder {
    /** The largest picture, of 8 bits a sample, that is read as it is. */
    static final int WHOLE_PIXELS = LargePictures.WHOLE_PIXELS;
    /** Processor time of one picture: the largest takes half of it, one that takes longer was made to. */
    static final Duration LONGEST = Duration.ofMinutes(1);

    private static final int BMP_PIXELS = 10; // where the file header says where they begin

    private ImageDecoder() {}

    /**
     * Decodes a picture that is wanted whatever it takes, within {@link #LONGEST}.
     *
     * @throws org.stylize.image.ImageTooLargeException if the file or the picture is over a limit
     * @throws org.stylize.image.ImageTooSmallException if a side is under the limit
     * @throws org.stylize.image.UnsupportedImageException if the picture is of a kind that is not read; the message
     *     names it
     * @throws UnreadableImageException if the bytes are not a picture, or are damaged or cut off
     */
    public static RgbImage decode(byte[] bytes, ImageLimits limits) {
        return decode(bytes, limits, () -> false);
    }

    /**
     * Decodes a picture. One of up to {@value #WHOLE_PIXELS} pixels needs about 12 bytes of memory per pixel meanwhile, and 3 or
     * 4 bytes per pixel for the result; with more than 8 bits it needs twice as much and may have half as many pixels. A larger
     * one becomes smaller while it is read, strip by strip: see {@link BoxReduction}.
     *
     * @param unwanted asked between strips, on this thread: whether the picture is of no use any more
     * @throws DecodingStoppedException if it is
     * @throws org.stylize.image.ImageTooLargeException if the file or the picture is over a limit, that of time among them
     * @throws org.stylize.image.ImageTooSmallException if a side is under the limit
     * @throws org.stylize.image.UnsupportedImageException if the picture is of a kind that is not read; the message
     *     names it
     * @throws UnreadableImageException if the bytes are not a picture, or are damaged or cut off
     */
    public static RgbImage decode(byte[] bytes, ImageLimits limits, BooleanSupplier unwanted) {
        return decode(bytes, limits, WHOLE_PIXELS, new DecodeWatch(unwanted, LONGEST));
    }

    /** @param wholePixels a picture with more of them becomes smaller while it is read */
    static RgbImage decode(byte[] bytes, ImageLimits limits, int wholePixels, DecodeWatch watch) {
        limits.checkBytes(bytes.length);
        ImageHeader header = ImageHeader.read(bytes);
        limits.check(header, bytes.length);
        LargePictures.requireReadable(header, bytes, wholePixels);
        watch.check();
        int factor = LargePicture.factor(header, bytes, wholePixels);
        return Turning.upright(
                factor == 1
                        ? stored(header, bytes, limits, watch)
                        : LargePicture.reduced(header, bytes, limits, watch, factor),
                header.orientation());
    }

    /** In sRGB, but not yet turned. */
    private static RgbImage stored(ImageHeader header, byte[] bytes, ImageLimits limits, DecodeWatch watch) {
        return switch (header.format()) {
            case PNG -> {
                PngFile png = PngFile.parse(bytes);
                @Nullable ICC_Profile profile = png.profile();
                yield SrgbPixels.of(
                        PixelReader.read(header, png.withoutExtras(), limits, watch), profile, png.transparentGrey());
            }
            case JPEG -> {
                JpegFile.requireComplete(bytes, pixels(header));
                byte[] file = JpegFile.withoutPadding(bytes);
                JpegSegments segments = JpegSegments.of(file);
                yield plain(header, segments.hasExaggeratedProfile() ? segments.withoutProfile() : file, limits, watch);
            }
            case WEBP -> {
                WebpFile webp = WebpFile.parse(bytes);
                yield SrgbPixels.of(PixelReader.read(header, webp, limits, watch, 1), webp.profile(), -1);
            }
            case TIFF -> {
                LabTiff lab = LabTiff.of(bytes);
                if (lab != null) {
                    yield lab.toSrgb(PixelReader.read(header, lab.asRgb(), limits, watch));
                }
                BufferedImage image = PixelReader.read(header, bytes, limits, watch);
                yield SrgbPixels.of(AssociatedAlpha.isIn(bytes) ? AssociatedAlpha.dividedOut(image) : image, null, -1);
            }
            case BMP -> {
                requirePixelsInside(bytes);
                yield plain(header, bytes, limits, watch);
            }
            case GIF -> plain(header, bytes, limits, watch); // its reader notices what is missing
        };
    }

    /** The reader makes memory for all that lies before the pixels of a BMP. */
    private static void requirePixelsInside(byte[] bmp) {
        long begin = ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).getInt(BMP_PIXELS) & 0xffffffffL;
        if (begin > bmp.length) {
            throw new UnreadableImageException("the BMP file is damaged or cut off: its pixels begin at " + begin
                    + " but it has " + bmp.length + " bytes");
        }
    }

    private static RgbImage plain(ImageHeader header, byte[] bytes, ImageLimits limits, DecodeWatch watch) {
        return SrgbPixels.of(PixelReader.read(header, bytes, limits, watch), null, -1);
    }

    static long pixels(ImageHeader header) {
        return (long) header.width() * header.height();
    }
}
