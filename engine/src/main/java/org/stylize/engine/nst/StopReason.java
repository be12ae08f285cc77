package org.stylize.engine.nst;

/** Why a run at one scale ended. */
public enum StopReason {
    /** All steps of the scale are done. */
    COMPLETED,
    /** The loss fell by less than the recipe's minimal gain. */
    NO_GAIN,
    /** The time is over. */
    OUT_OF_TIME,
    /** The listener asked for it. */
    REQUESTED
}
