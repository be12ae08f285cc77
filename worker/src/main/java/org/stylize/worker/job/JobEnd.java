package org.stylize.worker.job;

/** How an attempt ended, seen from this worker. */
public enum JobEnd {
    /** The pastiche is stored and announced. */
    COMPLETED,
    /** The job can't succeed, or was tried too often. */
    FAILED,
    /** Handed back: somebody else may do it. */
    RELEASED,
    /** The acquisition lock was lost; the job is, or will be, done elsewhere. */
    LOST
}
