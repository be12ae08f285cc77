package org.stylize.worker.nst;

/** Hears of a run, on the thread that runs it. */
public interface StepListener {
    /** Looked at before each step; true ends the run. */
    boolean isStopRequested();

    /** A step was done; {@link StyleTransfer#pastiche()} is the picture after it. */
    void stepped(StepReport report);
}
