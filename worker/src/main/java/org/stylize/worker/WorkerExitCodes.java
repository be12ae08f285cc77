package org.stylize.worker;

/** Exit codes of the worker's own; the others are those of every program. */
final class WorkerExitCodes {
    /** A step did not end within {@code worker.step-timeout}: start the worker again. */
    static final int STUCK = 3;

    private WorkerExitCodes() {}
}
