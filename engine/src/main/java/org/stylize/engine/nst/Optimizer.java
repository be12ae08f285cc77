package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import java.util.Optional;

/** Changes a picture by its gradient; may remember earlier steps. */
interface Optimizer {
    /**
     * Changes the picture in place. Must not be called inside a gradient collector.
     *
     * @param picture what is optimized, the same at every call
     * @param here the objective at the picture; the manager of its gradient gets all intermediate arrays
     * @param learningRate of this step
     * @param objective for a line search
     * @return the objective at the new picture, if the line search has evaluated it there
     */
    Optional<Evaluation> update(NDArray picture, Evaluation here, double learningRate, Objective objective);

    /**
     * An optimizer that continues at a finer scale with the memory of this one.
     *
     * @param finerPicture the picture that it will change; its manager keeps the memory
     */
    Optimizer carriedTo(NDArray finerPicture);

    /** Writes what it remembers of earlier steps. */
    void save(StateWriter state);

    /** Remembers what an optimizer of the same kind had saved, instead of what it remembers now. */
    void restore(SavedState state);
}
