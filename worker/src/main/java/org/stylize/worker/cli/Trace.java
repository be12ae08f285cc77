package org.stylize.worker.cli;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.stylize.proto.Losses;
import org.stylize.recipe.Network;
import org.stylize.worker.job.Stylizer.Step;

/**
 * All that was done for one pastiche, to be plotted, compared and made again.
 *
 * @param versions of what has a say in the numbers: this program, Java, the engine, the system
 * @param device that worked
 * @param threads of the engine on a CPU
 * @param precision in which the network was run
 * @param weightsSha256 digest of the network's weights
 * @param recipe in its canonical JSON
 * @param content the content image as it came
 * @param style the style image as it came
 * @param width of the pastiche, pixels
 * @param height of the pastiche, pixels
 * @param steps one by one
 * @param optimizationSeconds from the first step to the last
 * @param totalSeconds with loading of weights and pictures
 */
record Trace(
        Map<String, String> versions,
        String device,
        int threads,
        Network.Precision precision,
        String weightsSha256,
        @JsonRawValue String recipe,
        Picture content,
        Picture style,
        int width,
        int height,
        List<TracedStep> steps,
        double optimizationSeconds,
        double totalSeconds) {
    private static final JsonMapper MAPPER = new JsonMapper();

    Trace {
        versions = new TreeMap<>(versions);
        steps = List.copyOf(steps);
    }

    /** A picture as it came. */
    record Picture(String file, String sha256, int width, int height) {}

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
