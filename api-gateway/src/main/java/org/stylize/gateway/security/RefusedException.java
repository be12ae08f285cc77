package org.stylize.gateway.security;

import org.stylize.gateway.access.Refusal;

/** A token does not count. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Refusal why;

    RefusedException(Refusal why) {
        super("refused: " + why);
        this.why = why;
    }

    RefusedException(Refusal why, Throwable cause) {
        super("refused: " + why, cause);
        this.why = why;
    }

    Refusal why() {
        return why;
    }
}
