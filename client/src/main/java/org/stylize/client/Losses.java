package org.stylize.client;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Losses of one step, weighted.
 *
 * @param content summed over layers
 * @param style summed over layers
 * @param total the sum that is minimized
 * @param layers each term by itself, {@code style:relu1_1} to loss
 */
public record Losses(
        double content,
        double style,
        @JsonAlias("tv") double totalVariation,
        double total,
        Map<String, Double> layers) {
    public Losses(
            double content, double style, double totalVariation, double total, @Nullable Map<String, Double> layers) {
        this.content = content;
        this.style = style;
        this.totalVariation = totalVariation;
        this.total = total;
        this.layers = layers == null ? Map.of() : Map.copyOf(layers);
    }
}
