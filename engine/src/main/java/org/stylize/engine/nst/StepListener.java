package org.stylize.engine.nst;

/** Hears of a run, on the thread that runs it. */
public interface StepListener {
    /** Looked at before each step; true ends the run. */
    boolean isStopRequested();

    /**
     * A step was done; {@link StyleTransfer#pastiche()} is the picture after it.
     *
     * @param stepsLeft of this scale; 0 after its last step, whatever the reason
     */
    void stepped(StepReport report, int stepsLeft);

    /**
     * Asked after each step: the part of this scale's time that will be used up after one more. Above 1 the scale ends;
     * below, the learning rate is that of at least this part of the steps, so that a run that is cut short ends calm.
     */
    default double timeUsed() {
        return 0;
    }
}
