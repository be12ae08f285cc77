package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.List;
import org.stylize.recipe.LossTerm.Neighbours;

/**
 * 1 − mean over positions p of max over samples q of cos(F(p) − μ, S(q) − μ₀): how far each position's features are from
 * their nearest in the style, after centring. μ and μ₀ are the means of the features of pastiche and style over all
 * positions. Kolkin, Kučera, Paris, Sýkora, Shechtman and Shakhnarovich, *Neural Neighbor Style Transfer* (2022): each layer
 * on its own, as in their feature splitting, and matched again at each evaluation. Which sample is nearest is a constant in the
 * gradient.
 *
 * <p>The style is described by K of its positions, spread evenly over the image in any number of them: sample i is the position
 * ⌊N · frac(i·φ)⌋ of N, counted row by row, with φ the golden ratio. A mixture of styles has the first samples of each, as many
 * as its share of K, and the mean of the means: a position goes to the nearest in any of the styles.
 */
record NeighbourLoss(int samples) implements StyleMeasure {
    /** The samples and, in the last row, μ₀; shape (K + 1, C). */
    @Override
    public NDArray describe(CountedFeatures features) {
        NDArray all = features.features();
        NDManager manager = all.getManager();
        long[] positions = positions(samples, all.getShape().get(1));
        NDArray chosen = all.get(manager, new NDIndex(":, {}", manager.create(positions)));
        return NDArrays.concat(new NDList(chosen, features.mean()), 1).transpose();
    }

    @Override
    public String descriptionKey() {
        return "samples-" + samples;
    }

    @Override
    public NDArray mixture(List<NDArray> descriptions, List<Double> shares, NDManager scope) {
        NDList parts = new NDList();
        double share = 0;
        long used = 0;
        for (int i = 0; i < descriptions.size(); i++) {
            share += shares.get(i);
            long until = i == descriptions.size() - 1 ? samples : Math.min(samples, Math.round(share * samples));
            if (until > used) {
                NDArray part = descriptions.get(i).get(scope, new NDIndex(":{}", until - used));
                part.attach(scope);
                parts.add(part);
            }
            used = until;
        }
        parts.add(StyleMeasure.super.mixture(descriptions, shares, scope).get(scope, new NDIndex("-1:")));
        NDArray union = NDArrays.concat(parts, 0);
        union.attach(scope);
        return union;
    }

    @Override
    public Distance towards(NDArray description, NDManager keeper) {
        NDArray directions = directions(description.get(":-1").sub(description.get("-1:")), 1);
        directions.attach(keeper);
        return pastiche -> {
            NDArray own = directions(pastiche.features().sub(pastiche.mean()), 0);
            NDArray nearest = directions.matMul(own).max(new int[] {0}, true);
            return pastiche.mean(nearest).neg().add(1);
        };
    }

    /** Vectors along an axis, divided by their lengths. */
    private static NDArray directions(NDArray vectors, int axis) {
        return vectors.div(vectors.square()
                .sum(new int[] {axis}, true)
                .add(Neighbours.EPSILON)
                .sqrt());
    }

    /** The position of each sample in an image of some positions. */
    private static long[] positions(int samples, long positions) {
        long[] found = new long[samples];
        for (int i = 0; i < samples; i++) {
            double at = i * Neighbours.GOLDEN_RATIO;
            found[i] = (long) ((at - Math.floor(at)) * positions);
        }
        return found;
    }
}
