package org.stylize.client;

/** The service cannot be reached, or the connection broke before the answer was complete. */
public final class UnreachableException extends StylizeException {
    UnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
