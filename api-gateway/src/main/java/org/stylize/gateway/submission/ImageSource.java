package org.stylize.gateway.submission;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** Where a picture of a request comes from. */
public sealed interface ImageSource {
    /** The part of the request that named or brought it, for messages. */
    String field();

    /**
     * An object of the store.
     *
     * @param bucket null for the gateway's own
     */
    record Stored(String field, @Nullable String bucket, String key) implements ImageSource {
        public Stored {
            requireNonNull(field, "field is null");
            requireNonNull(key, "key is null");
        }
    }

    /** It came with the request. */
    record Uploaded(String field, ImageUpload upload) implements ImageSource {
        public Uploaded {
            requireNonNull(field, "field is null");
            requireNonNull(upload, "upload is null");
        }
    }
}
