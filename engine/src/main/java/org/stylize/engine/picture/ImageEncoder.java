package org.stylize.engine.picture;

import java.util.Map;
import java.util.Optional;
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
        return encode(image, format, new Said(Xmp.packet(software, properties), null));
    }

    /**
     * The picture as a file that also says how the photograph was taken from which it was made.
     *
     * @param software that made it
     * @param properties how it was made, as for the other method
     * @param photograph empty if nothing is known of it
     */
    public static byte[] encode(
            RgbImage image,
            OutputFormat format,
            String software,
            Map<String, String> properties,
            Optional<PhotographExif> photograph) {
        return encode(image, format, new Said(Xmp.packet(software, properties), photograph.orElse(null)));
    }

    private static byte[] encode(RgbImage image, OutputFormat format, Said said) {
        RgbImage deep = image.withBits(format.bitsPerSample());
        return switch (format.format()) {
            case PNG -> PngEncoder.encode(deep, said);
            case JPEG -> JpegEncoder.encode(deep, format.quality(), JpegEncoder.Chroma.FULL, said);
            case WEBP -> WebpEncoder.encode(deep, format.quality(), said);
            case TIFF -> TiffEncoder.encode(deep, said);
            case BMP, GIF -> throw new IllegalArgumentException(format.format() + " is read but not written");
        };
    }

    /** What a file says in addition to its pixels. */
    static final class Said {
        static final Said NOTHING = new Said(null, null);

        private final byte @Nullable [] xmp;
        private final @Nullable PhotographExif photograph;

        private Said(byte @Nullable [] xmp, @Nullable PhotographExif photograph) {
            this.xmp = xmp;
            this.photograph = photograph;
        }

        /** How the picture was made, as an XMP packet; null if it says nothing about that. */
        byte @Nullable [] xmp() {
            return xmp;
        }

        /** How the photograph was taken; null if it says nothing about that. */
        @Nullable
        PhotographExif photograph() {
            return photograph;
        }
    }

    /** A file without a description of how the picture was made. */
    public static byte[] encode(RgbImage image, OutputFormat format) {
        return encode(image, format, Said.NOTHING);
    }

    /** A PNG of 8 bits without a description of how it was made. */
    public static byte[] png(RgbImage image) {
        return encode(image, OutputFormat.PNG);
    }

    /** A small JPEG, as a preview of a running job: quality {@value #PREVIEW_QUALITY}, colours at half resolution. */
    public static byte[] preview(RgbImage image) {
        return JpegEncoder.encode(image.withBits(8), PREVIEW_QUALITY, JpegEncoder.Chroma.HALF, Said.NOTHING);
    }
}
