package org.stylize.engine.nst;

/** Is told about the steps of a run, on the thread that runs it. */
public interface StepListener {
    /** Called before each step; true ends the run. */
    boolean isStopRequested();

    /**
     * Called after each step; {@link StyleTransfer#pastiche()} is the picture after it.
     *
     * @param stepsLeft of this scale; 0 after its last step, whatever the reason
     */
    void stepped(StepReport report, int stepsLeft);

    /**
     * Called after each step: the share of this scale's time that will be used after one more step. Above 1 the scale ends.
     * Otherwise the learning rate is at most the one that the schedule has after this share of the steps: a run that ends
     * early also ends with a low rate.
     */
    default double timeUsed() {
        return 0;
    }
}
