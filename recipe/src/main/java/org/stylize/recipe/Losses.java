package org.stylize.recipe;

import java.util.Map;

/**
 * Losses of one step, weighted, before the step's update.
 *
 * @param content summed over layers
 * @param style summed over layers
 * @param total the sum that is minimized
 * @param layers each term by itself, {@code style:relu1_1} to loss
 */
public record Losses(double content, double style, double totalVariation, double total, Map<String, Double> layers) {
    public Losses {
        layers = Map.copyOf(layers);
    }
}
