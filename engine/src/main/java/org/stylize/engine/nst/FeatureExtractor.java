package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;

/** A network that is read at some layers. */
interface FeatureExtractor {
    /**
     * The feature maps of a picture at every tapped layer.
     *
     * @param image shape (1, 3, H, W) in the network's input space; stays open
     * @return maps on the manager of {@code image}; all other maps are closed, unless the gradient needs them
     */
    Features featuresOf(NDArray image);
}
