package org.stylize.gateway.submission;

/** Broker or store cannot do it now; it may succeed later. */
public final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
