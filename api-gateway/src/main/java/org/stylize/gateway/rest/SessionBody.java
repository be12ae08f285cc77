package org.stylize.gateway.rest;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.stylize.proto.InvalidJobException;

/** The JSON of a login. */
@Schema(name = "SessionRequest", description = "A login with a key.")
public record SessionBody(
        @Schema(required = true, examples = "sty_3hTq0ZkW8n1B_…", description = "The whole key.") @Nullable
        String key) {
    /** @throws InvalidJobException if there is no key */
    String required() {
        if (key == null || key.isBlank()) {
            throw new InvalidJobException("key", "a login needs a key");
        }
        return key.strip();
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "a login";
    }
}
