package org.stylize.proto;

import org.jspecify.annotations.Nullable;

/** Bytes that are not the message that they should be. */
public final class UndecodableException extends RuntimeException {
    public UndecodableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public UndecodableException(String message) {
        super(message);
    }
}
