package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/** The mathematics of a style loss at one layer: what describes a style there, and the distance from it. */
interface StyleMeasure {
    /**
     * The description of features.
     *
     * @return an array of the same shape for maps of any size
     */
    NDArray describe(CountedFeatures features);

    /**
     * The description of several styles together: the mean of theirs, by their shares.
     *
     * @param descriptions at least one; they stay open
     * @param shares of the styles, in the same order; they add up to 1
     * @param scope gets the result and what is computed on the way
     */
    default NDArray mixture(List<NDArray> descriptions, List<Double> shares, NDManager scope) {
        NDArray sum = part(descriptions.get(0), shares.get(0), scope);
        for (int i = 1; i < descriptions.size(); i++) {
            sum = sum.add(part(descriptions.get(i), shares.get(i), scope));
        }
        sum.attach(scope);
        return sum;
    }

    private static NDArray part(NDArray whole, double share, NDManager scope) {
        NDArray part = whole.mul(scope.full(new Shape(), (float) share, whole.getDataType()));
        part.attach(scope);
        return part;
    }

    /** What {@link #describe} depends on beside the features: a name with its parameters, without spaces. */
    String descriptionKey();

    /**
     * The distance from a style.
     *
     * @param description of the style
     * @param keeper gets what the distance needs, and closes it
     */
    Distance towards(NDArray description, NDManager keeper);

    /** A distance from one style. */
    interface Distance {
        /**
         * The distance, without any weight.
         *
         * @param pastiche its features; they stay open
         * @return one number, not negative, on the manager of the features
         */
        NDArray of(CountedFeatures pastiche);
    }
}
