package org.stylize.gateway.sweep;

/** How a sweep ended. The next one begins from the start, whatever became of this one. */
public enum SweepEnd {
    /** Every object was looked at. */
    COMPLETED,
    /** The gateway stops, or another one sweeps now. */
    STOPPED,
    /** The view of the jobs is behind or incomplete, or the store belongs to other jobs. */
    POSTPONED,
    /** The store did not answer. */
    FAILED
}
