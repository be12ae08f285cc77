package org.stylize.engine.cli;

/** The arguments do not fit together; the message names the option, what was expected and what was found. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
