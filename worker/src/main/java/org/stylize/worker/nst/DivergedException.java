package org.stylize.worker.nst;

/** The loss is no number any more. */
public final class DivergedException extends RuntimeException {
    /**
     * Tells where it happened.
     *
     * @param step number of the step, from 1, that found it
     */
    public DivergedException(int step, String losses) {
        super("the loss must be finite but at step " + step + " it is " + losses);
    }
}
