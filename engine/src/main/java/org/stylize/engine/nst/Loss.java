package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;

/** One number that says how far a pastiche is from its target; built with the target. */
interface Loss {
    /**
     * The loss, without any weight.
     *
     * @param pastiche features of the pastiche; they stay open
     * @return one number, not negative, on the manager of the features
     */
    NDArray of(Features pastiche);
}
