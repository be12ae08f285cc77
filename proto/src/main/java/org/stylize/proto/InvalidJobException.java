package org.stylize.proto;

import static java.util.Objects.requireNonNull;

/** The caller's request is wrong, so no job is created. */
public final class InvalidJobException extends RuntimeException {
    private final String field;

    public InvalidJobException(String field, String message) {
        super(message);
        this.field = requireNonNull(field, "field is null");
    }

    public InvalidJobException(String field, String message, Throwable cause) {
        super(message, cause);
        this.field = requireNonNull(field, "field is null");
    }

    /** The field of the request that is wrong, as the caller named it. */
    public String field() {
        return field;
    }
}
