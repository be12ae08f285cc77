package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import java.util.Optional;

/** Moves a picture along a gradient, with a memory of the steps before. */
interface Optimizer {
    /**
     * Changes the picture in place. Must not be called inside a gradient collector.
     *
     * @param picture what is optimized, the same at every call
     * @param here the objective at it; the manager of its gradient gets what is needed on the way
     * @param learningRate of this step
     * @param objective for those who look at other pictures before they choose
     * @return the objective at the new picture, if it was evaluated on the way
     */
    Optional<Evaluation> update(NDArray picture, Evaluation here, double learningRate, Objective objective);

    /**
     * An optimizer that goes on where this one stands, at a finer scale.
     *
     * @param finerPicture what it will be called with; its manager keeps its memory
     */
    Optimizer carriedTo(NDArray finerPicture);
}
