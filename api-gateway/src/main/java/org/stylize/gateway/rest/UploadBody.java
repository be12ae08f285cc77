package org.stylize.gateway.rest;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.InvalidJobException;

/** The JSON of an upload that is to be made, before anything is checked. */
@Schema(name = "UploadRequest", description = "A picture that the caller will post to the store.")
public record UploadBody(
        @Schema(
                required = true,
                enumeration = {"image/png", "image/jpeg", "image/webp", "image/tiff", "image/bmp", "image/gif"},
                description = "What the picture is.")
        @Nullable
        String mediaType) {
    /** @throws InvalidJobException if there is none */
    String required() {
        if (mediaType == null) {
            throw new InvalidJobException("mediaType", "an upload needs a mediaType, such as image/jpeg");
        }
        return mediaType;
    }
}
