package org.stylize.engine.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stylize.recipe.InvalidRecipeException;
import org.stylize.recipe.Parameter;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.RecipeJson;
import org.stylize.recipe.RecipeOverrides;
import org.stylize.recipe.RecipePath;
import picocli.CommandLine.Option;

/** Preset and what replaces its values, by the same names as in {@code stylize-jobs}. */
final class RecipeOptions {
    /** In a sweep, the preset itself by this name. */
    static final String PRESET = "preset";

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String DEFAULT_PRESET = "balanced";
    private static final int MOST_RECIPE_BYTES = 16 << 20; // a trace of many steps

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "Preset to paint by. Default: " + DEFAULT_PRESET + ".")
    private @Nullable String preset;

    @Option(
            names = "--recipe",
            paramLabel = "FILE",
            description = "Complete recipe as JSON, in place of a preset; or a manifest or trace, which has one.")
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

    @Option(
            names = "--strength",
            paramLabel = "S",
            description =
                    "How far to go from the photograph to the painting, 0 to 1; the same for all pictures and sizes."
                            + " Sets the content weight anew for each pair.")
    private @Nullable Double strength;

    @Option(names = "--content-weight", paramLabel = "W", description = "Weight of the content loss.")
    private @Nullable Double contentWeight;

    @Option(names = "--style-weight", paramLabel = "W", description = "Weight of the style loss.")
    private @Nullable Double styleWeight;

    @Option(names = "--tv-weight", paramLabel = "W", description = "Weight of the total variation.")
    private @Nullable Double tvWeight;

    @Option(
            names = "--style-scale",
            paramLabel = "S",
            description = "Size of the style image as a multiple of the content's: larger gives larger strokes.")
    private @Nullable Double styleScale;

    @Option(
            names = "--blend",
            paramLabel = "W",
            split = ",",
            description = "Weights of several styles, such as 3,1; only their ratios count. Default: equal shares.")
    private @Nullable List<Double> blend;

    @Option(
            names = "--colours",
            paramLabel = "NAME",
            description =
                    "Whose colours: style, content-luminance, linear-match, histogram-match. Default: as the recipe says,"
                            + " style in every preset.")
    private @Nullable String colours;

    @Option(names = "--learning-rate", paramLabel = "R", description = "Learning rate of the first step.")
    private @Nullable Double learningRate;

    @Option(names = "--decay-every", paramLabel = "N", description = "Steps after which the learning rate falls.")
    private @Nullable Double decayEvery;

    @Option(names = "--decay-factor", paramLabel = "F", description = "What the learning rate is multiplied by then.")
    private @Nullable Double decayFactor;

    @Option(
            names = "--stop-gain",
            paramLabel = "G",
            description =
                    "End a scale when the total loss gains less than this share of itself over the stop rule's steps.")
    private @Nullable Double stopGain;

    @Option(
            names = "--time-budget",
            paramLabel = "SECONDS",
            description = "End so long after the first step, with fewer steps; such a run cannot be repeated exactly.")
    private @Nullable Double timeBudget;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the noise that some recipes start from.")
    private @Nullable Double seed;

    @Option(
            names = "--precision",
            paramLabel = "NAME",
            description = "Numbers of the network: fp32, bf16, or auto for what this device is faster with."
                    + " Default: as the recipe says.")
    private @Nullable String precision;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Any other value of the recipe: by its name in the API (tvWeight=20), or by its place in the"
                    + " JSON (network.pooling=average, losses.gram.weight=5, losses[0].layers[1].weight=2).")
    private Map<String, String> others = new LinkedHashMap<>();

    /**
     * The recipe asked for.
     *
     * @param more values as with {@code --set}, which win; {@value #PRESET} is one of the names
     * @throws IOException if the recipe's file can't be read
     * @throws InvalidRecipeException naming what is unknown or out of range
     */
    Recipe recipe(Map<String, String> more) throws IOException {
        Recipe recipe = base(more.get(PRESET));
        if (blend != null) {
            recipe = recipe.toBuilder().styleBlend(blend).build();
        }
        ObjectNode overrides = shortOptions();
        Map<String, String> sets = new LinkedHashMap<>(others);
        sets.putAll(more);
        sets.remove(PRESET);
        for (Map.Entry<String, String> set : sets.entrySet()) {
            String path = set.getKey();
            if (!path.contains(".") && !path.contains("[")) {
                RecipePath.requireKnown(path);
            }
            if (RecipeOverrides.names().contains(path)) {
                put(overrides, path, set.getValue());
            } else {
                recipe = RecipePath.set(recipe, path, set.getValue());
            }
        }
        return recipe.with(RecipeOverrides.fromJson(overrides.toString()));
    }

    private Recipe base(@Nullable String sweptPreset) throws IOException {
        if (file != null && (preset != null || sweptPreset != null)) {
            throw new InvalidRecipeException("recipe", "must come from --recipe or from a preset but both are given");
        }
        if (file != null) {
            if (!Files.isRegularFile(file)) {
                throw new InvalidRecipeException("recipe", "must be in a file but there is no file " + file);
            }
            if (Files.size(file) > MOST_RECIPE_BYTES) {
                throw new InvalidRecipeException(
                        "recipe",
                        "must be at most " + MOST_RECIPE_BYTES + " bytes but " + file + " has " + Files.size(file));
            }
            return RecipeJson.read(recipeIn(Files.readString(file)));
        }
        return Presets.named(sweptPreset != null ? sweptPreset : preset != null ? preset : DEFAULT_PRESET);
    }

    /** The recipe in a manifest or trace; else the text itself, which is a recipe or refused as one. */
    private static String recipeIn(String json) {
        try {
            JsonNode recipe = MAPPER.readTree(json).path("recipe");
            return recipe.isObject() ? recipe.toString() : json;
        } catch (JsonProcessingException e) {
            return json;
        }
    }

    private ObjectNode shortOptions() {
        ObjectNode overrides = JsonNodeFactory.instance.objectNode();
        put(overrides, Parameter.STEPS, steps);
        put(overrides, Parameter.LONG_SIDE_PIXELS, size);
        put(overrides, Parameter.WIDTH_PIXELS, width);
        put(overrides, Parameter.HEIGHT_PIXELS, height);
        put(overrides, Parameter.STRENGTH, strength);
        put(overrides, Parameter.CONTENT_WEIGHT, contentWeight);
        put(overrides, Parameter.STYLE_WEIGHT, styleWeight);
        put(overrides, Parameter.TV_WEIGHT, tvWeight);
        put(overrides, Parameter.STYLE_SCALE, styleScale);
        put(overrides, Parameter.LEARNING_RATE, learningRate);
        put(overrides, Parameter.DECAY_EVERY, decayEvery);
        put(overrides, Parameter.DECAY_FACTOR, decayFactor);
        put(overrides, Parameter.MINIMAL_GAIN, stopGain);
        put(overrides, Parameter.TIME_BUDGET_SECONDS, timeBudget);
        put(overrides, Parameter.SEED, seed);
        if (colours != null) {
            overrides.put("colours", colours);
        }
        if (precision != null) {
            overrides.put("precision", precision);
        }
        return overrides;
    }

    private static void put(ObjectNode overrides, Parameter parameter, @Nullable Double value) {
        if (value != null) {
            overrides.put(parameter.field(), value);
        }
    }

    private static void put(ObjectNode overrides, String name, String value) {
        try {
            overrides.put(name, Double.parseDouble(value));
        } catch (NumberFormatException e) {
            overrides.put(name, value); // a name, or refused as no number where the overrides are read
        }
    }
}
