package org.stylize.gateway.page;

import static java.util.Objects.requireNonNull;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.stylize.gateway.http.EntityTag;

/**
 * One file of the page in one encoding.
 *
 * @param mediaType with its character set
 * @param encoding {@code gzip} or {@code identity}
 * @param content the bytes as they are sent; never changed
 * @param tag of these bytes
 */
record PageFile(String mediaType, String encoding, Buffer content, EntityTag tag) {
    static final String GZIP = "gzip";
    static final String IDENTITY = "identity";

    PageFile {
        requireNonNull(mediaType, "mediaType is null");
        requireNonNull(encoding, "encoding is null");
        requireNonNull(content, "content is null");
        requireNonNull(tag, "tag is null");
    }

    static PageFile of(String name, byte[] content) {
        return new PageFile(mediaTypeOf(name), IDENTITY, Buffer.buffer(content), EntityTag.ofContent(content));
    }

    /** The same file compressed, or uncompressed if that is shorter. */
    PageFile compressed() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        byte[] compressed = out.toByteArray();
        return compressed.length < content.length()
                ? new PageFile(mediaType, GZIP, Buffer.buffer(compressed), EntityTag.ofContent(compressed))
                : this;
    }

    private static String mediaTypeOf(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "svg" -> "image/svg+xml";
            case "yaml" -> "application/yaml";
            case "proto" -> "text/plain; charset=utf-8";
            default -> throw new IllegalArgumentException("unknown type of page file: " + name);
        };
    }
}
