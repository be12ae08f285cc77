package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;

/**
 * First and second moments of a layer's features over all positions. Moments of several pictures can be averaged;
 * covariances cannot.
 *
 * @param second M = F·Fᵀ/N, shape (C, C)
 * @param mean μ, shape (C, 1)
 */
record Moments(NDArray second, NDArray mean) {
    /** The moments of some features. */
    static Moments of(CountedFeatures features) {
        return new Moments(Scalar.quotient(features.products(), features.size()), features.mean());
    }

    /** The moments that {@link #joined} has put into one array. */
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
        int channels = (int) second.getShape().get(0);
        NDArray identity = second.getManager().eye(channels, channels, 0, second.getDataType());
        return second.sub(mean.matMul(mean.transpose())).add(Scalar.times(epsilon, identity));
    }
}
