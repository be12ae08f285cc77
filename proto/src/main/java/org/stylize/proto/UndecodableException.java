package org.stylize.proto;

/** Bytes that are not the message that they should be. */
public final class UndecodableException extends RuntimeException {
    public UndecodableException(String message, Throwable cause) {
        super(message, cause);
    }

    public UndecodableException(String message) {
        super(message);
    }
}
