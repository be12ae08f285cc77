package org.stylize.worker;

/** Exit codes of the worker's own; the others are those of every program, and 3 is the JVM's for a full heap. */
final class WorkerExitCodes {
    /** A step did not end within {@code worker.step-timeout}: start the worker again. */
    static final int STUCK = 4;

    private WorkerExitCodes() {}
}
