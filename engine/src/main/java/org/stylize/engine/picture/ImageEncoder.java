package org.stylize.engine.picture;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stylize.image.OutputFormat;

/** Writes pictures as files that are marked as sRGB. The same picture gives the same bytes on the same JDK. */
public final class ImageEncoder {
    private static final int PREVIEW_QUALITY = 85;

    private ImageEncoder() {}

    /**
     * The picture as a file.
     *
     * @param image written with {@link OutputFormat#bitsPerSample()} bits, whatever its own depth
     * @param software that made it
     * @param properties how it was made: names of ASCII letters and digits, written as XMP in this order
     */
    public static byte[] encode(RgbImage image, OutputFormat format, String software, Map<String, String> properties) {
        return encode(image, format, Xmp.packet(software, properties));
    }

    private static byte[] encode(RgbImage image, OutputFormat format, byte @Nullable [] xmp) {
        RgbImage deep = image.withBits(format.bitsPerSample());
        return switch (format.format()) {
            case PNG -> PngEncoder.encode(deep, xmp);
            case JPEG -> JpegEncoder.encode(deep, format.quality(), JpegEncoder.Chroma.FULL, xmp);
            case WEBP -> WebpEncoder.encode(deep, format.quality(), xmp);
            case TIFF -> TiffEncoder.encode(deep, xmp);
            case BMP, GIF -> throw new IllegalArgumentException(format.format() + " is read but not written");
        };
    }

    /** A file without a description of how the picture was made. */
    public static byte[] encode(RgbImage image, OutputFormat format) {
        return encode(image, format, null);
    }

    /** A PNG of 8 bits without a description of how it was made. */
    public static byte[] png(RgbImage image) {
        return encode(image, OutputFormat.PNG);
    }

    /** A small JPEG, as a preview of a running job: quality {@value #PREVIEW_QUALITY}, colours at half resolution. */
    public static byte[] preview(RgbImage image) {
        return JpegEncoder.encode(image.withBits(8), PREVIEW_QUALITY, JpegEncoder.Chroma.HALF, null);
    }
}
