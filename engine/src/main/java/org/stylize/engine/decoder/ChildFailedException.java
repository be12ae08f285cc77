package org.stylize.engine.decoder;

/** The decoder's process ended while it decoded, or said what is no answer. */
final class ChildFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean killed;

    /** @param killed by somebody else: the picture is not to blame */
    ChildFailedException(String message, boolean killed, Throwable cause) {
        super(message, cause);
        this.killed = killed;
    }

    boolean isKilled() {
        return killed;
    }
}
