package org.stylize.worker.job;

/** How an attempt ended, seen from this worker. */
public enum JobEnd {
    /** The pastiche is stored and announced. */
    COMPLETED,
    /** The job can't succeed. */
    FAILED,
    /** Handed back: the ledger asks for another attempt. */
    RELEASED,
    /** Handed back: this worker cannot do the job in the way in which it was begun. */
    UNABLE,
    /** The time of the slice is over: the ledger asks for the next one. */
    SLICE_ENDED,
    /** The job had ended before this attempt did, for example because it was cancelled. */
    CANCELLED,
    /** The ledger gave up this attempt. */
    SUPERSEDED,
    /** The acquisition lock was lost, or the end could not be reported; the job is, or will be, done elsewhere. */
    LOST,
    /** A step took too long: the watch has handed the job back, or does so just now, and the process ends. */
    STUCK
}
