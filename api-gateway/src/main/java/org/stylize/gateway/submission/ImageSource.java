package org.stylize.gateway.submission;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** Where a picture of a request comes from. */
public sealed interface ImageSource {
    /** The part of the request that names or contains the picture, for messages. */
    String field();

    <R> R match(Cases<R> cases);

    /** One answer for each source. */
    interface Cases<R> {
        R stored(Stored source);

        R uploaded(Uploaded source);
    }

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

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.stored(this);
        }
    }

    /**
     * A file that came with the request.
     *
     * @param name part of its object key, which tells it from the other pictures of the job
     */
    record Uploaded(String field, String name, ImageUpload upload) implements ImageSource {
        public Uploaded {
            requireNonNull(field, "field is null");
            requireNonNull(name, "name is null");
            requireNonNull(upload, "upload is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.uploaded(this);
        }
    }
}
