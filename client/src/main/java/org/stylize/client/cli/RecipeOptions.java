package org.stylize.client.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stylize.client.Json;
import picocli.CommandLine.Option;

/** Preset and what replaces its values, by the same names as in {@code stylize}; the service checks ranges. */
final class RecipeOptions {
    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "Preset to paint with. Default: the service's, the first under /v1/presets.")
    private @Nullable String preset;

    @Option(
            names = "--recipe",
            paramLabel = "FILE",
            description = "Complete recipe as JSON instead of a preset and its values; or a manifest or trace, which"
                    + " contains one.")
    private @Nullable Path file;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Number of steps; the schedule of the learning rate is stretched or compressed with it.")
    private @Nullable Integer steps;

    @Option(names = "--size", paramLabel = "PIXELS", description = "Long side of the result; the aspect ratio is kept.")
    private @Nullable Integer size;

    @Option(names = "--width", paramLabel = "PIXELS", description = "Exact width of the result; with --height.")
    private @Nullable Integer width;

    @Option(names = "--height", paramLabel = "PIXELS", description = "Exact height of the result; with --width.")
    private @Nullable Integer height;

    @Option(
            names = "--strength",
            paramLabel = "S",
            description = "How far to go from the photograph to the painting, 0 to 1; the same for all pictures and"
                    + " sizes. Not together with --content-weight.")
    private @Nullable BigDecimal strength;

    @Option(names = "--content-weight", paramLabel = "W", description = "Weight of the content loss.")
    private @Nullable BigDecimal contentWeight;

    @Option(names = "--style-weight", paramLabel = "W", description = "Weight of the style loss.")
    private @Nullable BigDecimal styleWeight;

    @Option(names = "--tv-weight", paramLabel = "W", description = "Weight of the total variation.")
    private @Nullable BigDecimal tvWeight;

    @Option(
            names = "--style-scale",
            paramLabel = "S",
            description = "Size of the style image as a multiple of the content's: larger gives larger strokes.")
    private @Nullable BigDecimal styleScale;

    @Option(
            names = "--colours",
            paramLabel = "NAME",
            description = "Whose colours: style, content-luminance, linear-match, histogram-match. Default: as the"
                    + " preset says.")
    private @Nullable String colours;

    @Option(names = "--learning-rate", paramLabel = "R", description = "Learning rate of the first step.")
    private @Nullable BigDecimal learningRate;

    @Option(names = "--decay-every", paramLabel = "N", description = "Steps after which the learning rate falls.")
    private @Nullable Integer decayEvery;

    @Option(
            names = "--decay-factor",
            paramLabel = "F",
            description = "Factor that the learning rate is multiplied by when it falls.")
    private @Nullable BigDecimal decayFactor;

    @Option(
            names = "--stop-gain",
            paramLabel = "G",
            description = "End a scale when the total loss gains less than this share of itself over the steps of the"
                    + " stop rule.")
    private @Nullable BigDecimal stopGain;

    @Option(
            names = "--time-budget",
            paramLabel = "SECONDS",
            description =
                    "End this long after the first step, with fewer steps. Such a job cannot be repeated exactly.")
    private @Nullable BigDecimal timeBudget;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the noise that some recipes start from.")
    private @Nullable Integer seed;

    @Option(
            names = "--precision",
            paramLabel = "NAME",
            description = "Numbers of the network: fp32, bf16, or auto for the faster one on the worker's device."
                    + " Default: as the preset says.")
    private @Nullable String precision;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description =
                    "Any value of the preset by its name in the API, such as tvWeight=20 or" + " colours=linear-match.")
    private Map<String, String> others = new LinkedHashMap<>();

    @Nullable
    String preset() {
        return preset;
    }

    /**
     * The complete recipe, if there is one.
     *
     * @throws IllegalArgumentException if the file does not contain a recipe
     * @throws UncheckedIOException if it cannot be read
     */
    @Nullable
    String recipe() {
        if (file == null) {
            return null;
        }
        try {
            return Json.recipeIn(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--recipe: " + e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException("cannot read the recipe " + file + ": there is no such file", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the recipe " + file + ": " + e.getMessage(), e);
        }
    }

    /** By the names of the API; only what was given. */
    Map<String, Object> overrides() {
        Map<String, Object> overrides = new LinkedHashMap<>();
        put(overrides, "steps", steps);
        put(overrides, "longSidePixels", size);
        put(overrides, "widthPixels", width);
        put(overrides, "heightPixels", height);
        put(overrides, "strength", strength);
        put(overrides, "contentWeight", contentWeight);
        put(overrides, "styleWeight", styleWeight);
        put(overrides, "tvWeight", tvWeight);
        put(overrides, "styleScale", styleScale);
        put(overrides, "colours", colours);
        put(overrides, "learningRate", learningRate);
        put(overrides, "decayEvery", decayEvery);
        put(overrides, "decayFactor", decayFactor);
        put(overrides, "minimalGain", stopGain);
        put(overrides, "timeBudgetSeconds", timeBudget);
        put(overrides, "seed", seed);
        put(overrides, "precision", precision);
        others.forEach((name, value) -> overrides.put(name, numberOrName(value)));
        return overrides;
    }

    private static Object numberOrName(String value) {
        try {
            return new BigDecimal(value);
        } catch (NumberFormatException e) {
            return value;
        }
    }

    private static void put(Map<String, Object> overrides, String name, @Nullable Object value) {
        if (value != null) {
            overrides.put(name, value);
        }
    }
}
