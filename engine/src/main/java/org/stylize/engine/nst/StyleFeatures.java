package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.function.UnaryOperator;
import org.stylize.recipe.Layer;

/** What a network sees in the style images; styles are mixed by mixing what describes them, so there is one target only. */
record StyleFeatures(List<Weighted> styles) {
    StyleFeatures {
        styles = List.copyOf(styles);
    }

    /**
     * The mean of a description over the styles, by their shares.
     *
     * @param description of feature maps; the same shape for maps of any size
     */
    NDArray mean(Layer layer, UnaryOperator<NDArray> description) {
        NDArray mean = part(styles.get(0), layer, description);
        for (Weighted style : styles.subList(1, styles.size())) {
            mean = mean.add(part(style, layer, description));
        }
        return mean;
    }

    /** The maps of one style. */
    NDArray at(int style, Layer layer) {
        return styles.get(style).features().at(layer);
    }

    private static NDArray part(Weighted style, Layer layer, UnaryOperator<NDArray> description) {
        return Scalar.times(style.share(), description.apply(style.features().at(layer)));
    }

    /**
     * One style.
     *
     * @param share all shares add up to 1
     */
    record Weighted(Features features, double share) {}
}
