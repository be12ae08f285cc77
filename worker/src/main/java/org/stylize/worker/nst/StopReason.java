package org.stylize.worker.nst;

/** Why a run ended. */
public enum StopReason {
    /** All steps of the recipe are done. */
    COMPLETED,
    /** The listener asked for it. */
    REQUESTED
}
