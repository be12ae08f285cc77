package org.stylize.gateway.submission;

import org.jspecify.annotations.Nullable;

/** The broker or the store is not available now; a later attempt may succeed. */
public final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
