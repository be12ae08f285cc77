package org.stylize.engine;

/** The watcher asked the stylizer to stop. */
public final class StoppedException extends StylizerException {
    /**
     * Says how far the work was.
     *
     * @param step number of steps that were done
     */
    public StoppedException(int step) {
        super("stopped before step " + (step + 1), null);
    }
}
