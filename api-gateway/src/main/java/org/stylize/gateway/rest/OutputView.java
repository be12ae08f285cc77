package org.stylize.gateway.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.stylize.image.ImageFormat;
import org.stylize.image.OutputFormat;

/** How the picture of a job is written, in the API. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "JobOutput", description = "How the picture is written.")
record OutputView(
        @Schema(
                enumeration = {"png", "jpeg", "webp", "tiff"},
                examples = "png")
        String format,

        @Schema(
                enumeration = {"8", "16"},
                examples = "8")
        int bitsPerSample,

        @Schema(nullable = true, minimum = "1", maximum = "100", description = "Of jpeg and webp.") @Nullable
        Integer quality,

        @Schema(
                enumeration = {"none", "without-gps", "all"},
                description = "What is kept of the photograph's EXIF block.")
        String exif) {
    static OutputView of(OutputFormat output) {
        boolean isLossy = output.format() == ImageFormat.JPEG || output.format() == ImageFormat.WEBP;
        return new OutputView(
                output.format().name().toLowerCase(Locale.ROOT),
                output.bitsPerSample(),
                isLossy ? output.quality() : null,
                output.exif().label());
    }
}
