package org.stylize.gateway.access;

/** A key that does not count any more cannot be rotated. */
public final class EndedKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EndedKeyException(String message) {
        super(message);
    }
}
