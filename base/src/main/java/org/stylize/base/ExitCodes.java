package org.stylize.base;

/** Exit codes that mean the same in every program. A program has codes of its own from 3 to 125. */
public final class ExitCodes {
    public static final int OK = 0;
    public static final int FAILED = 1;
    /** Wrong arguments; also picocli's. */
    public static final int USAGE = 2;
    /** Stopped by Ctrl-C: 128 + SIGINT, as shells and the JVM say it. */
    public static final int STOPPED = 130;

    private ExitCodes() {}
}
