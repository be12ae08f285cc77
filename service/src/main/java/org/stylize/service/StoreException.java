package org.stylize.service;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** The store did not do what it was asked to do. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What went wrong. */
    public enum Kind {
        /** There is no such object, or no bucket of that name. */
        MISSING,
        /** The object has more bytes than the caller accepts. */
        TOO_LARGE,
        /** No store can have an object of that key, or this one cannot. */
        INVALID,
        /** The store does not know these keys, or does not let them do that: an operator has to change something. */
        DENIED,
        /** The store answered with another error, which may pass. */
        REFUSED,
        /** The store did not answer, or not in time. */
        UNREACHABLE
    }

    public StoreException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = requireNonNull(kind, "kind is null");
    }

    public Kind kind() {
        return kind;
    }
}
