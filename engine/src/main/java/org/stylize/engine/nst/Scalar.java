package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * Arithmetic with a number inside of what is differentiated.
 *
 * <p>{@code array.mul(number)} is not fit for that: DJL 0.36 makes an array of the number in memory that belongs to a
 * Java buffer, and closes it when the product is there. The graph goes on pointing to that memory, and if the garbage
 * collector runs before the backward pass, the gradient is multiplied by whatever lies there then: once in some thousand
 * steps a gradient of NaN, or one so large that Adam never moves again. Here the number lies in memory of the engine, on
 * the manager of the array, so it lives as long as the graph.
 */
final class Scalar {
    private Scalar() {}

    /** {@code factor · array}, on the manager of the array. */
    static NDArray times(double factor, NDArray array) {
        return array.mul(scalar(factor, array));
    }

    /** {@code array / divisor}, on the manager of the array. */
    static NDArray quotient(NDArray array, double divisor) {
        return array.div(scalar(divisor, array));
    }

    private static NDArray scalar(double value, NDArray like) {
        return like.getManager().full(new Shape(), (float) value, like.getDataType());
    }
}
