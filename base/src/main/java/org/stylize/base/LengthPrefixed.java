package org.stylize.base;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Fields one after the other, each with its length before it (4 bytes, the most significant first): where one ends and
 * the next begins is part of the bytes, so that they can be digested. Texts are UTF-8. For one thread at a time.
 */
public final class LengthPrefixed {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public LengthPrefixed add(String text) {
        return add(text.getBytes(UTF_8));
    }

    public LengthPrefixed add(byte[] content) {
        bytes.writeBytes(
                ByteBuffer.allocate(Integer.BYTES).putInt(content.length).array());
        bytes.writeBytes(content);
        return this;
    }

    /** All fields so far. */
    public byte[] bytes() {
        return bytes.toByteArray();
    }
}
