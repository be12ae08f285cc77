package org.stylize.gateway.rest;

import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.InvalidJobException;

/** The JSON of an upload that is done, before anything is checked. */
@Schema(name = "UploadCompletion", description = "A picture that the caller has posted to the store.")
public record UploadCompletionBody(
        @Schema(
                nullable = true,
                pattern = "^[0-9a-f]{64}$",
                description = "SHA-256 that the picture should have, hexadecimal; one with another is refused.")
        @Nullable
        String sha256) {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** @throws InvalidJobException if it is none */
    @Nullable
    String checked() {
        if (sha256 != null && !SHA256.matcher(sha256).matches()) {
            throw new InvalidJobException("sha256", "sha256 must be 64 hexadecimal digits in lower case");
        }
        return sha256;
    }
}
