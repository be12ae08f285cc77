package org.stylize.stack;

import org.jspecify.annotations.Nullable;

/** The stack cannot start or go on; the message tells a person what to do, so no stack trace is shown. */
final class StackException extends RuntimeException {
    private final int exitCode;

    StackException(int exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** The exit code of the program: see {@link ExitCodes}. */
    int exitCode() {
        return exitCode;
    }
}
