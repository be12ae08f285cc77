package org.stylize.gateway.access;

/** The tenant has as many keys as it may. */
public final class TooManyKeysException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyKeysException(String message) {
        super(message);
    }
}
