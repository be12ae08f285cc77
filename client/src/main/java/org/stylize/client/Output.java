package org.stylize.client;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the picture of a job is written. Immutable; the {@code with…} methods return changed copies.
 *
 * @param format null for the service's default, PNG
 * @param bitsPerSample 8, of PNG and TIFF also 16; null for the service's default, 8
 * @param quality of JPEG and WebP, 1 to 100; a WebP of 100 is lossless; null for the service's default, 95
 * @param exif what is kept of the photograph's EXIF block; null for the service's default, everything but the place
 */
public record Output(
        @Nullable Format format,
        @Nullable Integer bitsPerSample,
        @Nullable Integer quality,
        @Nullable Exif exif) {
    private static final int HIGHEST_QUALITY = 100;

    public Output {
        if (bitsPerSample != null && bitsPerSample != 8 && bitsPerSample != 16) {
            throw new IllegalArgumentException("a picture has 8 or 16 bits per sample but found " + bitsPerSample);
        }
        if (quality != null && (quality < 1 || quality > HIGHEST_QUALITY)) {
            throw new IllegalArgumentException("a quality is 1 to " + HIGHEST_QUALITY + " but found " + quality);
        }
    }

    /** This format with the service's defaults. */
    public static Output of(Format format) {
        return new Output(format, null, null, null);
    }

    /** Replaces the bits per sample. */
    public Output withBitsPerSample(int bits) {
        return new Output(format, bits, quality, exif);
    }

    /** Replaces the quality. */
    public Output withQuality(int newQuality) {
        return new Output(format, bitsPerSample, newQuality, exif);
    }

    /** Replaces what is kept of the photograph's EXIF block. */
    public Output withExif(Exif newExif) {
        return new Output(format, bitsPerSample, quality, newExif);
    }

    /** The ending of a file's name for such a picture, such as {@code .png}. */
    public String ending() {
        return (format == null ? Format.PNG : format).ending();
    }

    /** File format of a picture. */
    public enum Format {
        @JsonProperty("png")
        PNG(".png"),
        @JsonProperty("jpeg")
        JPEG(".jpg"),
        @JsonProperty("webp")
        WEBP(".webp"),
        @JsonProperty("tiff")
        TIFF(".tif"),
        /** A format of a newer service that this client does not know. */
        @JsonEnumDefaultValue
        @JsonProperty("unknown")
        UNKNOWN("");

        private final String ending;

        Format(String ending) {
            this.ending = ending;
        }

        /** The ending of a file's name, such as {@code .jpg}. */
        public String ending() {
            return ending;
        }

        /** The name as the service writes it, such as {@code jpeg}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a picture says again of the photograph's EXIF block. */
    public enum Exif {
        @JsonProperty("none")
        NONE,
        /** Everything but where the photograph was taken. */
        @JsonProperty("without-gps")
        WITHOUT_GPS,
        @JsonProperty("all")
        ALL,
        /** A choice of a newer service that this client does not know. */
        @JsonEnumDefaultValue
        @JsonProperty("unknown")
        UNKNOWN;

        /** The name as the service writes it, such as {@code without-gps}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
