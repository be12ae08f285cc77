package org.stylize.gateway.access;

/** No key of those that the caller may see has this id. */
public final class UnknownKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownKeyException(String id) {
        super("there is no key '" + id + "'");
    }
}
