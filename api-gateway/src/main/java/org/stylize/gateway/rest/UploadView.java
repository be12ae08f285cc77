package org.stylize.gateway.rest;

import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.stylize.gateway.picture.DirectTransfers;

/** An upload that may begin, in the API. */
@Schema(name = "Upload", description = "A form that the caller posts to the store, as multipart/form-data.")
record UploadView(
        @Schema(format = "uuid", description = "Names the upload when it is done.")
        String id,

        @Schema(description = "Where to post the form.", examples = "https://store.example/stylize")
        String url,

        @Schema(description = "Fields of the form, all before the last one, 'file', which is the picture.")
        Map<String, String> fields,

        @Schema(description = "Most bytes of the picture.") long mostBytes,

        @Schema(description = "Until when the store takes it.")
        Instant expiresAt,

        Links links) {
    /** Addresses, relative to the host. */
    @Schema(name = "UploadLinks", description = "Addresses, relative to the host.")
    record Links(
            @Schema(description = "What to post to when the picture is in the store.")
            String completion) {}

    static UploadView of(DirectTransfers.Upload upload, long mostBytes) {
        return new UploadView(
                upload.id(),
                upload.form().url(),
                upload.form().fields(),
                mostBytes,
                upload.end(),
                new Links(UploadResource.PATH + "/" + upload.id() + "/completion"));
    }
}
