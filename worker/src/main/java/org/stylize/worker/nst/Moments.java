package org.stylize.worker.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;

/**
 * First and second moments of a layer's features over all positions. Moments of several pictures can be averaged;
 * covariances cannot.
 *
 * @param second M = F·Fᵀ/N, shape (C, C)
 * @param mean μ, shape (C, 1)
 */
record Moments(NDArray second, NDArray mean) {
    /**
     * The moments of some maps.
     *
     * @param features shape (1, C, H, W); stays open
     */
    static Moments of(NDArray features) {
        Shape shape = features.getShape();
        NDArray flat = features.reshape(shape.get(1), shape.get(2) * shape.get(3));
        return new Moments(
                Scalar.quotient(
                        flat.matMul(flat.transpose()), (double) flat.getShape().get(1)),
                flat.mean(new int[] {1}).reshape(shape.get(1), 1));
    }

    /** The moments that {@link #joined} put into one array. */
    static Moments split(NDArray joined) {
        long channels = joined.getShape().get(0);
        return new Moments(joined.get(":, :-1"), joined.get(":, -1:").reshape(channels, 1));
    }

    /** Both as one array, shape (C, C + 1). */
    NDArray joined() {
        return NDArrays.concat(new NDList(second, mean), 1);
    }

    /** S = M − μ·μᵀ + ε·I, shape (C, C). */
    NDArray covariance(double epsilon) {
        NDArray identity = second.getManager().eye((int) second.getShape().get(0));
        return second.sub(mean.matMul(mean.transpose())).add(Scalar.times(epsilon, identity));
    }
}
