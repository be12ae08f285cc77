package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;

/**
 * The function of a picture that is minimized, with its gradient. Everything that knows a network or a loss lies behind
 * it, so that another back end may compute the same numbers another way.
 */
public interface Objective {
    /**
     * Losses and gradient at a picture.
     *
     * @param picture shape (1, 3, H, W) in the space that is optimized; neither changed nor closed
     * @return its arrays are on the manager of {@code picture}, as is everything that was needed on the way
     */
    Evaluation at(NDArray picture);
}
