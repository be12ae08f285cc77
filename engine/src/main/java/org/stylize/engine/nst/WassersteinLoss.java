package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * (|μ − μ₀|² + tr(S + S₀ − 2·(S₀^½·S·S₀^½)^½)) / C: the squared Wasserstein-2 distance between normal distributions with the
 * means and covariances of the features of the pastiche, μ and S, and of the style images, μ₀ and S₀ (Dowson and Landau,
 * 1982).
 *
 * <p>The gradient of tr (S₀^½·S·S₀^½)^½ with respect to S is S₀^½ · ½(S₀^½·S·S₀^½)^−½ · S₀^½ and is computed by this
 * formula and not by differentiating the iteration. Everything after the moments is in 64-bit floats.
 */
record WassersteinLoss(double epsilon, int rounds) implements StyleMeasure {
    @Override
    public NDArray describe(CountedFeatures features) {
        return Moments.of(features.widened()).joined();
    }

    @Override
    public String descriptionKey() {
        return "mean-and-second-moments";
    }

    @Override
    public Distance towards(NDArray description, NDManager keeper) {
        Moments moments = Moments.split(description);
        NDArray covariance = moments.covariance(epsilon);
        NDArray root = NewtonSchulz.root(covariance, rounds);
        NDArray mean = moments.mean();
        root.attach(keeper);
        mean.attach(keeper);
        return new FromNormal(this, mean, root, trace(covariance).getDouble());
    }

    private static NDArray trace(NDArray matrix) {
        int size = (int) matrix.getShape().get(0);
        return matrix.mul(matrix.getManager().eye(size, size, 0, matrix.getDataType()))
                .sum();
    }

    /**
     * The distance from a normal distribution.
     *
     * @param mean μ₀, shape (C, 1)
     * @param root S₀^½, shape (C, C)
     * @param targetTrace trace of S₀
     */
    private record FromNormal(WassersteinLoss loss, NDArray mean, NDArray root, double targetTrace)
            implements Distance {
        @Override
        public NDArray of(CountedFeatures pastiche) {
            Moments moments = Moments.of(pastiche.widened());
            NDArray covariance = moments.covariance(loss.epsilon);
            NDArray distance = moments.mean().sub(mean).square().sum();
            NDArray traces = trace(covariance).add(targetTrace).sub(Scalar.times(2, rootTrace(covariance)));
            return Scalar.quotient(distance.add(traces), (double) mean.size());
        }

        /** tr (S₀^½·S·S₀^½)^½ with its gradient: linear in S, and of the right value where S is. */
        private NDArray rootTrace(NDArray covariance) {
            NDArray here = covariance.stopGradient();
            NDArray middle = NewtonSchulz.root(root.matMul(here).matMul(root), loss.rounds);
            NDArray gradient =
                    root.matMul(NewtonSchulz.traceGradient(middle, loss.rounds)).matMul(root);
            return covariance.sub(here).mul(gradient).sum().add(trace(middle));
        }
    }
}
