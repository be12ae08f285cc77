package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;

/**
 * mean((μ − μ₀)² + (σ − σ₀)²) over channels, with σ = √(max(E[f²] − μ², 0) + ε). Li, Wang, Liu and Hou, *Demystifying Neural
 * Style Transfer* (2017), section 4.2, with the mean over channels.
 */
record MomentLoss(double epsilon) implements StyleMeasure {
    /** μ and E[f²], which can be mixed as deviations cannot; shape (C, 2). */
    @Override
    public NDArray describe(CountedFeatures features) {
        NDArray squares = features.counted().mul(features.features()).sum(new int[] {1}, true);
        return NDArrays.concat(new NDList(features.mean(), Scalar.quotient(squares, features.size())), 1);
    }

    @Override
    public String descriptionKey() {
        return "moments";
    }

    @Override
    public Distance towards(NDArray description, NDManager keeper) {
        NDArray target = normal(description);
        target.attach(keeper);
        long channels = description.getShape().get(0);
        return pastiche ->
                Scalar.quotient(normal(describe(pastiche)).sub(target).square().sum(), (double) channels);
    }

    /** μ and σ, shape (C, 2). */
    private NDArray normal(NDArray description) {
        NDArray mean = description.get(":, :1");
        NDArray variance = Activation.relu(description.get(":, 1:").sub(mean.square()));
        return NDArrays.concat(new NDList(mean, variance.add((float) epsilon).sqrt()), 1);
    }
}
