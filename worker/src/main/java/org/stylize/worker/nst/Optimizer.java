package org.stylize.worker.nst;

import ai.djl.ndarray.NDArray;

/** Moves a picture along a gradient, with a memory of the steps before. */
interface Optimizer {
    /**
     * Changes the picture in place. Must not be called inside a gradient collector.
     *
     * @param picture what is optimized, the same at every call
     * @param gradient of the loss with respect to it; its manager gets what is needed on the way
     * @param learningRate of this step
     */
    void update(NDArray picture, NDArray gradient, double learningRate);

    /**
     * An optimizer that goes on where this one stands, at a finer scale.
     *
     * @param finerPicture what it will be called with; its manager keeps its memory
     */
    Optimizer carriedTo(NDArray finerPicture);
}
