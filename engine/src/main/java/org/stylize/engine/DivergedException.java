package org.stylize.engine;

/** The loss became NaN or infinite, also after the optimizer was restarted with half the learning rate. */
public final class DivergedException extends StylizerException {
    /**
     * Says where it happened.
     *
     * @param step number of the step, from 1
     * @param losses at that step
     */
    public DivergedException(int step, String losses) {
        super("the loss must be finite but at step " + step + " it is " + losses, null);
    }
}
