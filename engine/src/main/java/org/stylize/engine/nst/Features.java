package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.stylize.recipe.Layer;

/**
 * A picture and its feature maps.
 *
 * @param image the picture itself, shape (1, 3, H, W)
 * @param maps feature maps by layer, each of shape (1, C, H', W')
 */
record Features(NDArray image, Map<Layer, NDArray> maps) {
    Features {
        maps = Map.copyOf(maps);
    }

    /**
     * Feature maps of a layer.
     *
     * @throws IllegalArgumentException if the extractor does not tap that layer
     */
    NDArray at(Layer layer) {
        NDArray found = maps.get(layer);
        if (found == null) {
            throw new IllegalArgumentException("no feature maps of " + layer + ", only of " + maps.keySet());
        }
        return found;
    }
}
