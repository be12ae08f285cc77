package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** The mathematics of a style loss at one layer: what describes a style there, and the distance from it. */
interface StyleMeasure {
    /**
     * The description of features. Several styles are mixed by the weighted mean of their descriptions.
     *
     * @return an array of the same shape for maps of any size
     */
    NDArray describe(CountedFeatures features);

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
