package org.stylize.image;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a picture is written.
 *
 * @param format PNG, JPEG, WebP or TIFF; others are read only
 * @param bitsPerSample 8; also 16 for PNG and TIFF
 * @param quality quality of JPEG and WebP, 1 to 100; a WebP of 100 is lossless; ignored for PNG and TIFF, which are
 *     always lossless
 * @param exif what a photograph's EXIF block says that the picture says too
 */
public record OutputFormat(ImageFormat format, int bitsPerSample, int quality, KeptExif exif) {
    public static final int DEFAULT_QUALITY = 95;
    /** A PNG of 8 bits. */
    public static final OutputFormat PNG = new OutputFormat(ImageFormat.PNG, 8, DEFAULT_QUALITY);

    /**
     * @throws IllegalArgumentException if the format does not allow these values; the message says what it allows
     */
    public OutputFormat {
        requireNonNull(format, "format is null");
        requireNonNull(exif, "exif is null");
        if (format == ImageFormat.BMP || format == ImageFormat.GIF) {
            throw new IllegalArgumentException("a picture is written as PNG, JPEG, WebP or TIFF but not as " + format);
        }
        boolean deep = format == ImageFormat.PNG || format == ImageFormat.TIFF;
        if (bitsPerSample != 8 && !(deep && bitsPerSample == 16)) {
            throw new IllegalArgumentException(
                    "a " + format + " has " + (deep ? "8 or 16" : "8") + " bits a sample but not " + bitsPerSample);
        }
        if (quality < 1 || quality > 100) {
            throw new IllegalArgumentException("the quality must be 1 to 100 but is " + quality);
        }
    }

    /**
     * A format whose pictures say how a photograph was taken, but not where.
     *
     * @throws IllegalArgumentException if the format does not allow these values; the message says what it allows
     */
    public OutputFormat(ImageFormat format, int bitsPerSample, int quality) {
        this(format, bitsPerSample, quality, KeptExif.WITHOUT_GPS);
    }

    /** The same format, with so much of a photograph's EXIF block. */
    public OutputFormat keeping(KeptExif kept) {
        return new OutputFormat(format, bitsPerSample, quality, kept);
    }

    /**
     * The format that these texts and numbers stand for; what is null is as in {@link #PNG}.
     *
     * @param format see {@link #formatNamed}
     * @param exif {@code none}, {@code without-gps} or {@code all}
     * @throws IllegalArgumentException if there is no such format, or it does not allow these values; the message says what
     *     it allows
     */
    public static OutputFormat of(
            @Nullable String format,
            @Nullable Integer bitsPerSample,
            @Nullable Integer quality,
            @Nullable String exif) {
        return new OutputFormat(
                format == null ? PNG.format() : formatNamed(format),
                bitsPerSample == null ? PNG.bitsPerSample() : bitsPerSample,
                quality == null ? DEFAULT_QUALITY : quality,
                exif == null ? PNG.exif() : KeptExif.named(exif));
    }

    /**
     * The format that a name stands for: a format's own, or the ending of a file, with or without the path before it.
     *
     * @throws IllegalArgumentException if no format that is written has that name
     */
    public static ImageFormat formatNamed(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (ending) {
            case "png" -> ImageFormat.PNG;
            case "jpg", "jpeg" -> ImageFormat.JPEG;
            case "webp" -> ImageFormat.WEBP;
            case "tif", "tiff" -> ImageFormat.TIFF;
            default ->
                throw new IllegalArgumentException(
                        "expected a name that ends in png, jpg, jpeg, webp, tif or tiff but found \"" + name + "\"");
        };
    }
}
