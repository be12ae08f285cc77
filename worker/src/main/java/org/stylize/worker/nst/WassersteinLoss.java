package org.stylize.worker.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.stylize.recipe.Layer;
import org.stylize.recipe.LossTerm;

/**
 * (|μ − μ₀|² + tr(S + S₀ − 2·(S₀^½·S·S₀^½)^½)) / C at one layer: the squared Wasserstein-2 distance between normal
 * distributions with the means and covariances of the features of the pastiche, μ and S, and of the style images, μ₀ and
 * S₀ (Dowson and Landau, 1982).
 *
 * <p>The gradient of tr (S₀^½·S·S₀^½)^½ with respect to S is S₀^½ · ½(S₀^½·S·S₀^½)^−½ · S₀^½ and is given to automatic
 * differentiation as it stands, instead of its way through the iteration.
 *
 * @param mean μ₀, shape (C, 1)
 * @param root S₀^½, shape (C, C)
 * @param trace of S₀
 */
record WassersteinLoss(Layer layer, double epsilon, int rounds, NDArray mean, NDArray root, float trace)
        implements Loss {
    /**
     * The loss for a target.
     *
     * @param moments of the style images
     * @param keeper gets the target
     */
    static WassersteinLoss towards(Layer layer, LossTerm.Wasserstein term, Moments moments, NDManager keeper) {
        NDArray covariance = moments.covariance(term.epsilon());
        NDArray root = NewtonSchulz.root(covariance, term.rounds());
        NDArray mean = moments.mean();
        root.attach(keeper);
        mean.attach(keeper);
        return new WassersteinLoss(
                layer,
                term.epsilon(),
                term.rounds(),
                mean,
                root,
                trace(covariance).getFloat());
    }

    @Override
    public NDArray of(Features pastiche) {
        Moments moments = Moments.of(pastiche.at(layer));
        NDArray covariance = moments.covariance(epsilon);
        NDArray distance = moments.mean().sub(mean).square().sum();
        NDArray sum = distance.add(trace(covariance)).add(trace).sub(Scalar.times(2, rootTrace(covariance)));
        return Scalar.quotient(sum, (double) mean.size());
    }

    /** tr (S₀^½·S·S₀^½)^½ with its gradient: linear in S, and of the right value where S is. */
    private NDArray rootTrace(NDArray covariance) {
        NDArray here = covariance.stopGradient();
        NDArray middle = NewtonSchulz.root(root.matMul(here).matMul(root), rounds);
        NDArray gradient =
                root.matMul(NewtonSchulz.traceGradient(middle, rounds)).matMul(root);
        return covariance.sub(here).mul(gradient).sum().add(trace(middle));
    }

    private static NDArray trace(NDArray matrix) {
        return matrix.mul(matrix.getManager().eye((int) matrix.getShape().get(0)))
                .sum();
    }
}
