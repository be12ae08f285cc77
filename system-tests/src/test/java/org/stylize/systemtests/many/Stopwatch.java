package org.stylize.systemtests.many;

import java.util.Locale;

/** Prints how long things took. */
final class Stopwatch {
    private long began = System.nanoTime();

    void restart() {
        began = System.nanoTime();
    }

    /** Prints what was done, and the seconds since the last call of this or {@link #restart()}. */
    void say(String what) {
        System.out.printf(Locale.ROOT, "many: %s: %.2f s%n", what, (System.nanoTime() - began) / 1e9);
        restart();
    }
}
