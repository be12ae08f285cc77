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
import org.stylize.base.RecipeOption;
import org.stylize.client.Json;
import org.stylize.client.RecipeChoice;
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

    @Option(names = RecipeOption.STEPS, paramLabel = "N", description = RecipeOption.STEPS_TEXT)
    private @Nullable Integer steps;

    @Option(names = RecipeOption.SIZE, paramLabel = "PIXELS", description = RecipeOption.SIZE_TEXT)
    private @Nullable Integer size;

    @Option(names = RecipeOption.WIDTH, paramLabel = "PIXELS", description = RecipeOption.WIDTH_TEXT)
    private @Nullable Integer width;

    @Option(names = RecipeOption.HEIGHT, paramLabel = "PIXELS", description = RecipeOption.HEIGHT_TEXT)
    private @Nullable Integer height;

    @Option(names = RecipeOption.STRENGTH, paramLabel = "S", description = RecipeOption.STRENGTH_TEXT)
    private @Nullable BigDecimal strength;

    @Option(names = RecipeOption.CONTENT_WEIGHT, paramLabel = "W", description = RecipeOption.CONTENT_WEIGHT_TEXT)
    private @Nullable BigDecimal contentWeight;

    @Option(names = RecipeOption.STYLE_WEIGHT, paramLabel = "W", description = RecipeOption.STYLE_WEIGHT_TEXT)
    private @Nullable BigDecimal styleWeight;

    @Option(names = RecipeOption.TV_WEIGHT, paramLabel = "W", description = RecipeOption.TV_WEIGHT_TEXT)
    private @Nullable BigDecimal tvWeight;

    @Option(names = RecipeOption.STYLE_SCALE, paramLabel = "S", description = RecipeOption.STYLE_SCALE_TEXT)
    private @Nullable BigDecimal styleScale;

    @Option(names = RecipeOption.COLOURS, paramLabel = "NAME", description = RecipeOption.COLOURS_TEXT)
    private @Nullable String colours;

    @Option(names = RecipeOption.LEARNING_RATE, paramLabel = "R", description = RecipeOption.LEARNING_RATE_TEXT)
    private @Nullable BigDecimal learningRate;

    @Option(names = RecipeOption.DECAY_EVERY, paramLabel = "N", description = RecipeOption.DECAY_EVERY_TEXT)
    private @Nullable Integer decayEvery;

    @Option(names = RecipeOption.DECAY_FACTOR, paramLabel = "F", description = RecipeOption.DECAY_FACTOR_TEXT)
    private @Nullable BigDecimal decayFactor;

    @Option(names = RecipeOption.STOP_GAIN, paramLabel = "G", description = RecipeOption.STOP_GAIN_TEXT)
    private @Nullable BigDecimal stopGain;

    @Option(names = RecipeOption.TIME_BUDGET, paramLabel = "SECONDS", description = RecipeOption.TIME_BUDGET_TEXT)
    private @Nullable BigDecimal timeBudget;

    @Option(names = RecipeOption.SEED, paramLabel = "N", description = RecipeOption.SEED_TEXT)
    private @Nullable Integer seed;

    @Option(names = RecipeOption.PRECISION, paramLabel = "NAME", description = RecipeOption.PRECISION_TEXT)
    private @Nullable String precision;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description =
                    "Any value of the preset by its name in the API, such as tvWeight=20 or" + " colours=linear-match.")
    private Map<String, String> others = new LinkedHashMap<>();

    /**
     * What was given.
     *
     * @throws IllegalArgumentException if the file does not contain a recipe, or the recipe is not the only thing given
     * @throws UncheckedIOException if the file cannot be read
     */
    RecipeChoice choice() {
        return new RecipeChoice(preset, overrides(), recipe());
    }

    private @Nullable String recipe() {
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
    private Map<String, Object> overrides() {
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
