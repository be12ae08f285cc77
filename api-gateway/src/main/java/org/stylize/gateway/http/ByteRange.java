package org.stylize.gateway.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a content (RFC 9110, 14).
 *
 * @param first its first byte
 * @param last its last byte, at least the first
 */
public record ByteRange(long first, long last) {
    private static final int MOST_DIGITS = 18;
    private static final Pattern ONE = Pattern.compile(
            "bytes=\\s*(\\d{0," + MOST_DIGITS + "})-(\\d{0," + MOST_DIGITS + "})\\s*", Pattern.CASE_INSENSITIVE);

    /** The content has no byte of the range. */
    public static final class UnsatisfiableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final long length;

        private UnsatisfiableException(long length) {
            super("the range lies behind the end: there are " + length + " bytes");
            this.length = length;
        }

        /** Of the content, in bytes. */
        public long length() {
            return length;
        }
    }

    /**
     * The part that a request asks for.
     *
     * @param range the header {@code Range}
     * @param ifRange the header {@code If-Range}; with another value than the tag, the whole is asked for
     * @param length of the content, in bytes
     * @return empty for the whole: there is no header, it cannot be read, or it has several ranges, which a server may
     *     answer with the whole
     * @throws UnsatisfiableException if the content has no byte of it
     */
    public static Optional<ByteRange> of(@Nullable String range, @Nullable String ifRange, EntityTag tag, long length) {
        if (range == null || (ifRange != null && !ifRange.strip().equals(tag.toString()))) {
            return Optional.empty();
        }
        Matcher parts = ONE.matcher(range);
        if (!parts.matches() || (parts.group(1).isEmpty() && parts.group(2).isEmpty())) {
            return Optional.empty();
        }
        boolean isSuffix = parts.group(1).isEmpty();
        long first = isSuffix ? Math.max(0, length - Long.parseLong(parts.group(2))) : Long.parseLong(parts.group(1));
        long last = isSuffix || parts.group(2).isEmpty() ? length - 1 : Long.parseLong(parts.group(2));
        if (last < first && !isSuffix && !parts.group(2).isEmpty()) {
            return Optional.empty(); // RFC 9110, 14.1.1: it is invalid
        }
        if (first >= length) {
            throw new UnsatisfiableException(length);
        }
        return Optional.of(new ByteRange(first, Math.min(last, length - 1)));
    }

    /** Number of bytes. */
    public long length() {
        return last - first + 1;
    }

    /** The value of the header {@code Content-Range}. */
    public String of(long whole) {
        return "bytes " + first + "-" + last + "/" + whole;
    }
}
