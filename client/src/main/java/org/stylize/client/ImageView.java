package org.stylize.client;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A picture that the service keeps.
 *
 * @param id the SHA-256 of its bytes, 64 hexadecimal digits: the same picture is kept once
 * @param object its object key, as a submission or a batch names it
 * @param format {@code png}, {@code jpeg}, {@code webp}, {@code tiff}, {@code bmp} or {@code gif}; null in lists
 * @param width in pixels; null in lists
 * @param height in pixels; null in lists
 */
public record ImageView(
        String id,
        String object,
        long bytes,
        @Nullable Instant storedAt,
        @Nullable String format,
        @Nullable Integer width,
        @Nullable Integer height) {
    public ImageView {
        requireNonNull(id, "id is null");
        requireNonNull(object, "object is null");
    }
}
