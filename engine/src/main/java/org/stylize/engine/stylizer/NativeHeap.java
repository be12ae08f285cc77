package org.stylize.engine.stylizer;

import com.sun.jna.Function;
import com.sun.jna.NativeLong;

/**
 * The memory that the engine's arrays lie in, as the C library keeps it. What arrays leave when they are closed stays with the
 * process, because the next step takes the same again; gaps that the next scale's larger arrays do not fit into stay too.
 */
final class NativeHeap {
    private NativeHeap() {}

    /** Gives all gaps back to the system. Where the C library cannot do that, nothing happens. Any thread. */
    static void trim() {
        try {
            Function.getFunction("c", "malloc_trim").invokeInt(new Object[] {new NativeLong(0)});
        } catch (LinkageError e) {
            // Another C library than that of GNU, or a directory for temporary files that may not hold programs.
        }
    }
}
