package org.stylize.recipe;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A layer and its weight in a loss.
 *
 * @param layer where the feature maps are read
 * @param weight factor of this layer's loss in its term, 0 to 1e9
 */
public record LayerWeight(Layer layer, double weight) {
    private static final int MOST_LAYERS = 16;

    public LayerWeight {
        requireNonNull(layer, "layer is null");
        Range.LAYER_WEIGHT.check("weight", weight);
    }

    /** The layers of those names, each with weight 1. */
    static List<LayerWeight> equal(String... names) {
        return List.of(names).stream()
                .map(name -> new LayerWeight(Layer.named(name), 1))
                .toList();
    }

    static List<LayerWeight> checked(List<LayerWeight> layers) {
        if (layers.isEmpty() || layers.size() > MOST_LAYERS) {
            throw new InvalidRecipeException(
                    "layers", "must be 1 to " + MOST_LAYERS + " layers but are " + layers.size());
        }
        Set<Layer> seen = new HashSet<>();
        double sum = 0;
        for (LayerWeight each : layers) {
            if (!seen.add(each.layer())) {
                throw new InvalidRecipeException(
                        "layers", "must name each layer once but name " + each.layer() + " twice");
            }
            sum += each.weight();
        }
        if (sum == 0) {
            throw new InvalidRecipeException("layers", "must have a weight above 0 but all are 0");
        }
        return List.copyOf(layers);
    }
}
