package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;

/** The function of a picture that is minimized, with its gradient. It hides the network, the losses and how they are computed. */
public interface Objective {
    /**
     * Losses and gradient at a picture.
     *
     * @param picture shape (1, 3, H, W) in the space that is optimized; neither changed nor closed
     * @return its arrays and all intermediate arrays are on the manager of {@code picture}
     */
    Evaluation at(NDArray picture);
}
