package org.stylize.gateway.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.stylize.gateway.picture.PictureLibrary;
import org.stylize.image.ImageHeader;

/** A picture that is kept, in the API. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ImageView", description = "A picture that the tenant keeps.")
record ImageView(
        @Schema(pattern = "[0-9a-f]{64}", description = "The SHA-256 of its bytes: the same picture is kept once.")
        String id,

        @Schema(
                description = "Its object key, as a submission or a batch names it.",
                examples = "default/images/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
        String object,

        long bytes,
        Instant storedAt,

        @Schema(
                nullable = true,
                enumeration = {"png", "jpeg", "webp", "tiff", "bmp", "gif"},
                description = "Absent in lists.")
        @Nullable
        String format,

        @Schema(nullable = true, description = "In pixels; absent in lists.") @Nullable
        Integer width,

        @Schema(nullable = true, description = "In pixels; absent in lists.") @Nullable
        Integer height,

        Links links) {
    /** Addresses, relative to the host. */
    @Schema(name = "ImageLinks", description = "Addresses, relative to the host.")
    record Links(
            String self,

            @Schema(description = "The picture itself.") String content,

            @Schema(description = "The picture, small.") String thumbnail) {}

    static ImageView of(PictureLibrary.Kept kept) {
        String self = ImageResource.PATH + "/" + kept.id();
        ImageHeader header = kept.header();
        return new ImageView(
                kept.id(),
                kept.object().image().key(),
                kept.object().bytes(),
                kept.object().storedAt(),
                header == null ? null : header.format().name().toLowerCase(Locale.ROOT),
                header == null ? null : header.width(),
                header == null ? null : header.height(),
                new Links(self, self + "/content", self + "/thumbnail"));
    }
}
