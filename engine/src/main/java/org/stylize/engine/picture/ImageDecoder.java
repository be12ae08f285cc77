package org.stylize.engine.picture;

import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;
import org.stylize.image.ImageHeader;
import org.stylize.image.ImageLimits;
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
 *   <li>A file that is cut off or damaged is refused, not patched with grey.
 * </ul>
 */
public final class ImageDecoder {
    private ImageDecoder() {}

    /**
     * Decodes a picture. It needs about 12 bytes of memory per pixel while it works, and 3 or 4 bytes per pixel for the
     * result. A picture of more than 8 bits needs twice as much and may have half as many pixels.
     *
     * @throws org.stylize.image.ImageTooLargeException if the file or the picture is over a limit
     * @throws org.stylize.image.ImageTooSmallException if a side is under the limit
     * @throws org.stylize.image.UnsupportedImageException if the picture is of a kind that is not read; the message
     *     names it
     * @throws UnreadableImageException if the bytes are not a picture, or are damaged or cut off
     */
    public static RgbImage decode(byte[] bytes, ImageLimits limits) {
        limits.checkBytes(bytes.length);
        ImageHeader header = ImageHeader.read(bytes);
        limits.check(header, bytes.length);
        return Turning.upright(stored(header, bytes, limits), header.orientation());
    }

    /** In sRGB, but not yet turned. */
    private static RgbImage stored(ImageHeader header, byte[] bytes, ImageLimits limits) {
        return switch (header.format()) {
            case PNG -> {
                PngFile png = PngFile.parse(bytes);
                @Nullable ICC_Profile profile = png.profile();
                yield SrgbPixels.of(
                        PixelReader.read(header, png.withoutExtras(), limits), profile, png.transparentGrey());
            }
            case JPEG -> {
                JpegFile.requireComplete(bytes);
                yield plain(header, JpegFile.withoutPadding(bytes), limits);
            }
            case WEBP -> {
                WebpFile webp = WebpFile.parse(bytes);
                yield SrgbPixels.of(PixelReader.read(header, webp, limits), webp.profile(), -1);
            }
            case TIFF -> {
                LabTiff lab = LabTiff.of(bytes);
                if (lab != null) {
                    yield lab.toSrgb(PixelReader.read(header, lab.asRgb(), limits));
                }
                BufferedImage image = PixelReader.read(header, bytes, limits);
                yield SrgbPixels.of(AssociatedAlpha.isIn(bytes) ? AssociatedAlpha.dividedOut(image) : image, null, -1);
            }
            case BMP, GIF -> plain(header, bytes, limits); // their readers notice what is missing
        };
    }

    private static RgbImage plain(ImageHeader header, byte[] bytes, ImageLimits limits) {
        return SrgbPixels.of(PixelReader.read(header, bytes, limits), null, -1);
    }
}
