package org.stylize.stack;

/** Exit codes of the program. */
final class ExitCodes {
    static final int FAILED = 1;
    static final int PORT_TAKEN = 3;
    static final int DATA_IN_USE = 4;

    private ExitCodes() {}
}
