package org.stylize.worker;

import com.sun.jna.Function;

/**
 * The end of a process in which native code does not return. {@code System.exit} would run the destructors of native
 * libraries while that code uses them, which sometimes crashes the process, with exit code 134.
 */
final class ExitAtOnce {
    private ExitAtOnce() {}

    /** Ends the process by {@code _exit} (POSIX): no hooks, no destructors, nothing is flushed. */
    static void with(int exitCode) {
        Function.getFunction("c", "_exit").invoke(new Object[] {exitCode});
    }
}
