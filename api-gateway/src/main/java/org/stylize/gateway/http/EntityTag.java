package org.stylize.gateway.http;

import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A strong entity tag (RFC 9110, 8.8.3): names one version of what is at an address.
 *
 * @param value without the quotes
 */
public record EntityTag(String value) {
    private static final int DIGEST_BYTES = 16;

    public EntityTag {
        requireNonNull(value, "value is null");
    }

    /** The tag of these bytes: the same bytes have the same tag at every gateway. */
    public static EntityTag ofContent(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return new EntityTag(HexFormat.of().formatHex(digest, 0, DIGEST_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whether the header {@code If-None-Match} names this tag, so that the answer is 304. */
    public boolean isIn(@Nullable String ifNoneMatch) {
        return ifNoneMatch != null
                && Arrays.stream(ifNoneMatch.split(",", -1))
                        .map(String::strip)
                        .anyMatch(tag -> tag.equals("*") || tag.equals(toString()) || tag.equals("W/" + this));
    }

    /** As in the header {@code ETag}, in quotes. */
    @Override
    public String toString() {
        return '"' + value + '"';
    }
}
