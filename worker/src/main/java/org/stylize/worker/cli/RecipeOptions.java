package org.stylize.worker.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stylize.recipe.Network;
import org.stylize.recipe.Parameter;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.RecipeJson;
import org.stylize.recipe.RecipeOverrides;
import picocli.CommandLine.Option;

/** Preset and what replaces its values, by the same names as in {@code stylize-jobs}. */
final class RecipeOptions {
    @Option(
            names = "--preset",
            paramLabel = "NAME",
            defaultValue = "balanced",
            description = "Preset to paint by. Default: ${DEFAULT-VALUE}.")
    private String preset = "balanced";

    @Option(
            names = "--recipe",
            paramLabel = "FILE",
            description = "Complete recipe as JSON, as a trace has it, in place of a preset.")
    private @Nullable Path file;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Number of steps; the schedule of the learning rate is stretched or compressed with it.")
    private @Nullable Double steps;

    @Option(names = "--size", paramLabel = "PIXELS", description = "Long side of the result; the aspect ratio is kept.")
    private @Nullable Double size;

    @Option(names = "--width", paramLabel = "PIXELS", description = "Exact width of the result; with --height.")
    private @Nullable Double width;

    @Option(names = "--height", paramLabel = "PIXELS", description = "Exact height of the result; with --width.")
    private @Nullable Double height;

    @Option(names = "--content-weight", paramLabel = "W", description = "Weight of the content loss.")
    private @Nullable Double contentWeight;

    @Option(names = "--style-weight", paramLabel = "W", description = "Weight of the style loss.")
    private @Nullable Double styleWeight;

    @Option(names = "--tv-weight", paramLabel = "W", description = "Weight of the total variation.")
    private @Nullable Double tvWeight;

    @Option(names = "--learning-rate", paramLabel = "R", description = "Learning rate of the first step.")
    private @Nullable Double learningRate;

    @Option(names = "--decay-every", paramLabel = "N", description = "Steps after which the learning rate falls.")
    private @Nullable Double decayEvery;

    @Option(names = "--decay-factor", paramLabel = "F", description = "What the learning rate is multiplied by then.")
    private @Nullable Double decayFactor;

    @Option(
            names = "--precision",
            paramLabel = "NAME",
            description = "Numbers of the network: fp32, bf16, or auto for what this device is faster with."
                    + " Default: as the preset says.")
    private @Nullable String precision;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Any other value of the preset by its name in the API, such as tvWeight=20.")
    private Map<String, Double> others = new LinkedHashMap<>();

    /**
     * The recipe asked for.
     *
     * @throws IOException if the recipe's file can't be read
     * @throws org.stylize.recipe.InvalidRecipeException naming what is unknown or out of range
     */
    Recipe recipe() throws IOException {
        Map<Parameter, Double> values = new EnumMap<>(Parameter.class);
        put(values, Parameter.STEPS, steps);
        put(values, Parameter.LONG_SIDE_PIXELS, size);
        put(values, Parameter.WIDTH_PIXELS, width);
        put(values, Parameter.HEIGHT_PIXELS, height);
        put(values, Parameter.CONTENT_WEIGHT, contentWeight);
        put(values, Parameter.STYLE_WEIGHT, styleWeight);
        put(values, Parameter.TV_WEIGHT, tvWeight);
        put(values, Parameter.LEARNING_RATE, learningRate);
        put(values, Parameter.DECAY_EVERY, decayEvery);
        put(values, Parameter.DECAY_FACTOR, decayFactor);
        others.forEach((name, value) -> values.put(Parameter.named(name), value));
        RecipeOverrides overrides = new RecipeOverrides(values);
        Recipe base = file == null ? Presets.named(preset) : RecipeJson.read(Files.readString(file));
        return base.with(precision == null ? overrides : overrides.withPrecision(Network.Precision.named(precision)));
    }

    private static void put(Map<Parameter, Double> values, Parameter parameter, @Nullable Double value) {
        if (value != null) {
            values.put(parameter, value);
        }
    }
}
