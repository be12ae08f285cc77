package org.stylize.stack;

import org.jspecify.annotations.Nullable;
import org.stylize.base.ExitCodes;

/** The stack cannot start or go on; the message tells a person what to do, so no stack trace is shown. */
final class StackException extends RuntimeException {
    /** Exit code: a port is used by another program. */
    static final int PORT_TAKEN = 3;
    /** Exit code: another stack uses the data directory. */
    static final int DATA_IN_USE = 4;

    private final int exitCode;

    StackException(int exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** The exit code of the program: of {@link ExitCodes}, or one of the stack's own. */
    int exitCode() {
        return exitCode;
    }
}
