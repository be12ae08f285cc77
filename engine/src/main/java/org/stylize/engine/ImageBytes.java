package org.stylize.engine;

import java.util.Arrays;

/** An encoded picture (PNG, JPEG, …). Immutable: copies on the way in and out. */
public final class ImageBytes {
    private final byte[] bytes;

    public ImageBytes(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    public byte[] toArray() {
        return bytes.clone();
    }

    public int length() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImageBytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
