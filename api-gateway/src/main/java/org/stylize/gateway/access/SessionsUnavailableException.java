package org.stylize.gateway.access;

/** What became of a session could not be kept. */
public final class SessionsUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SessionsUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
