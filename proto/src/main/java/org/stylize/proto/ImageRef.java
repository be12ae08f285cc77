package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * A picture in the object store, written {@code s3://bucket/key}.
 *
 * @param bucket 3 to 63 of a-z, 0-9, dot and hyphen
 * @param key 1 to 1024 characters without control characters, no leading slash, no {@code ..} segment
 */
public record ImageRef(String bucket, String key) {
    private static final String SCHEME = "s3://";
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    public ImageRef {
        requireNonNull(bucket, "bucket is null");
        requireNonNull(key, "key is null");
        if (!BUCKET.matcher(bucket).matches()) {
            throw new InvalidJobException(
                    "bucket", "a bucket's name is 3 to 63 of a-z, 0-9, '.' and '-' but is '" + bucket + "'");
        }
        if (key.isEmpty()
                || key.length() > 1024
                || key.startsWith("/")
                || key.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidJobException(
                    "object",
                    "an object key is 1 to 1024 characters without control characters or a leading '/' but has length "
                            + key.length());
        }
        for (String segment : key.split("/", -1)) {
            if (segment.equals("..") || segment.equals(".")) {
                throw new InvalidJobException("object", "an object key has no '.' or '..' segments: '" + key + "'");
            }
        }
    }

    /**
     * The reference of that text.
     *
     * @throws InvalidJobException if the text is not {@code s3://bucket/key}
     */
    public static ImageRef parse(String uri) {
        int slash = uri.startsWith(SCHEME) ? uri.indexOf('/', SCHEME.length()) : -1;
        if (slash < 0) {
            throw new InvalidJobException("object", "an object is written s3://bucket/key but is '" + uri + "'");
        }
        return new ImageRef(uri.substring(SCHEME.length(), slash), uri.substring(slash + 1));
    }

    /** {@code s3://bucket/key}. */
    public String uri() {
        return SCHEME + bucket + "/" + key;
    }

    @Override
    public String toString() {
        return uri();
    }
}
