package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * Arithmetic with a number in code that is differentiated.
 *
 * <p>{@code array.mul(number)} must not be used there. DJL 0.36 puts the number into the memory of a Java buffer, and closes
 * that array when the product is computed. The graph still points to the memory. If the garbage collector runs before the
 * backward pass, the gradient is multiplied by arbitrary bytes: once in some thousand steps the gradient is NaN, or too large
 * for Adam to recover. Here the number is in memory of the engine, on the manager of the array, and lives as long as the
 * graph.
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
