package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * The exponentially weighted mean of pictures: v ← decay · v + (1 − decay) · x from v = 0, and v / (1 − decayᵏ) is the mean
 * of k pictures.
 */
final class MovingAverage {
    private final double decay;
    private final NDArray sum;
    private final NDArray value;
    private double missing = 1;

    /**
     * The mean of one picture.
     *
     * @param first its manager keeps two arrays of its shape
     */
    MovingAverage(double decay, NDArray first) {
        this.decay = decay;
        this.sum = first.zerosLike();
        this.value = first.zerosLike();
        add(first);
    }

    /** Adds one more picture, of the same shape; its manager gets what is needed on the way. */
    void add(NDArray picture) {
        missing *= decay;
        try (NDArray part = picture.mul(1 - decay)) {
            sum.muli(decay).addi(part);
        }
        evaluate();
    }

    private void evaluate() {
        InParts.copy(sum, value);
        value.divi(1 - missing);
    }

    /** Writes the sum and its weight. */
    void save(StateWriter state) {
        state.array("average.sum", sum);
        state.numbers("average.missing", missing);
    }

    /** Becomes the mean that was saved, of pictures of the same shape. */
    void restore(SavedState state) {
        try (NDManager scope = sum.getManager().newSubManager()) {
            InParts.copy(state.array("average.sum", scope), sum);
        }
        missing = state.numbers("average.missing")[0];
        evaluate();
    }

    /** The mean; changes with every picture. */
    NDArray value() {
        return value;
    }
}
