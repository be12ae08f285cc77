package org.stylize.engine.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.stylize.engine.Stylizer.Step;
import org.stylize.engine.manifest.Manifest;
import org.stylize.recipe.Losses;

/**
 * All that was done for one pastiche, to be plotted and compared.
 *
 * @param manifest its fields stand beside the others
 * @param steps one by one
 * @param optimizationSeconds from the first step to the last
 * @param totalSeconds with pictures and weights
 */
record Trace(
        @JsonUnwrapped Manifest manifest, List<TracedStep> steps, double optimizationSeconds, double totalSeconds) {
    private static final JsonMapper MAPPER = new JsonMapper();

    Trace {
        steps = List.copyOf(steps);
    }

    /**
     * One step; losses are weighted, and those before its update.
     *
     * @param layers each term by itself, {@code style:relu1_1} to loss
     * @param seconds since the end of the step before it
     */
    record TracedStep(
            int step,
            double learningRate,
            double content,
            double style,
            double totalVariation,
            double total,
            Map<String, Double> layers,
            double seconds) {
        static TracedStep of(Step step, double seconds) {
            Losses losses = step.losses();
            return new TracedStep(
                    step.number(),
                    step.learningRate(),
                    losses.content(),
                    losses.style(),
                    losses.totalVariation(),
                    losses.total(),
                    new TreeMap<>(losses.layers()),
                    seconds);
        }
    }

    /** The trace as indented JSON in UTF-8. */
    byte[] json() {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a trace cannot be written as JSON", e);
        }
    }
}
