package org.stylize.engine.picture;

import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;
import org.stylize.image.ImageFormat;
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
 *       levels: then the bytes stay as they are. A damaged profile is ignored, and so are PNG's gAMA and cHRM.
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
     * @throws UnreadableImageException if the bytes are not such a picture, or are damaged or cut off
     */
    public static RgbImage decode(byte[] bytes, ImageLimits limits) {
        limits.checkBytes(bytes.length);
        ImageHeader header = ImageHeader.read(bytes);
        limits.check(header, bytes.length);
        byte[] pixels = bytes;
        @Nullable ICC_Profile profile = null;
        switch (header.format()) {
            case PNG -> {
                PngFile png = PngFile.parse(bytes);
                pixels = png.withoutExtras();
                profile = png.profile();
            }
            case JPEG -> JpegFile.requireComplete(bytes);
            case WEBP -> requireLength(ImageFormat.WEBP, 8 + (littleEndian(bytes, 4) & 0xffffffffL), bytes.length);
            case TIFF, BMP, GIF -> {} // their readers notice what is missing
        }
        BufferedImage stored = PixelReader.read(header, pixels, limits);
        return Turning.upright(SrgbPixels.of(stored, profile), header.orientation());
    }

    private static void requireLength(ImageFormat format, long expected, int found) {
        if (found < expected) {
            throw new UnreadableImageException(
                    "the " + format + " file is cut off: expected " + expected + " bytes but found " + found);
        }
    }

    private static int littleEndian(byte[] bytes, int at) {
        return (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff) << 16 | bytes[at + 3] << 24;
    }
}
