package org.stylize.engine.cli;

/** A picture file is missing, or is not the one that was expected; the message names its role and its place. */
final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InputException(String message) {
        super(message);
    }
}
