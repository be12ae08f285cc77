package org.stylize.gateway.http;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.stylize.base.Sha256;

/**
 * A strong entity tag (RFC 9110, 8.8.3): names one version of the content of a URL.
 *
 * @param value without the quotes
 */
public record EntityTag(String value) {
    private static final int DIGITS = 32;

    public EntityTag {
        requireNonNull(value, "value is null");
    }

    /** The tag of these bytes: the same bytes have the same tag at every gateway. */
    public static EntityTag ofContent(byte[] content) {
        return new EntityTag(Sha256.of(content).substring(0, DIGITS));
    }

    /** Whether the header {@code If-None-Match} names this tag, so that the answer is 304. */
    public boolean isIn(@Nullable String ifNoneMatch) {
        return ifNoneMatch != null
                && Arrays.stream(ifNoneMatch.split(",", -1))
                        .map(String::strip)
                        .anyMatch(tag -> tag.equals("*") || tag.equals(toString()) || tag.equals("W/" + this));
    }

    /** The value of the header {@code ETag}, with quotes. */
    @Override
    public String toString() {
        return '"' + value + '"';
    }
}
