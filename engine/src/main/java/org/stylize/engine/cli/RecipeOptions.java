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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stylize.base.RecipeOption;
import org.stylize.recipe.InvalidRecipeException;
import org.stylize.recipe.Parameter;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.RecipeJson;
import org.stylize.recipe.RecipeOverrides;
import org.stylize.recipe.RecipePath;
import org.stylize.recipe.Sizing;
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
            description = "Preset to start from; --list-presets shows them. Default: " + DEFAULT_PRESET + ".")
    private @Nullable String preset;

    @Option(
            names = "--recipe",
            paramLabel = "FILE",
            description = "Complete recipe as JSON instead of a preset; or a manifest or trace, which contain one.")
    private @Nullable Path file;

    @Option(names = RecipeOption.STEPS, paramLabel = "N", description = RecipeOption.STEPS_TEXT)
    private @Nullable Double steps;

    @Option(names = RecipeOption.SIZE, paramLabel = "PIXELS", description = RecipeOption.SIZE_TEXT)
    private @Nullable Double size;

    @Option(names = RecipeOption.WIDTH, paramLabel = "PIXELS", description = RecipeOption.WIDTH_TEXT)
    private @Nullable Double width;

    @Option(names = RecipeOption.HEIGHT, paramLabel = "PIXELS", description = RecipeOption.HEIGHT_TEXT)
    private @Nullable Double height;

    @Option(names = RecipeOption.STRENGTH, paramLabel = "S", description = RecipeOption.STRENGTH_TEXT)
    private @Nullable Double strength;

    @Option(names = RecipeOption.CONTENT_WEIGHT, paramLabel = "W", description = RecipeOption.CONTENT_WEIGHT_TEXT)
    private @Nullable Double contentWeight;

    @Option(names = RecipeOption.STYLE_WEIGHT, paramLabel = "W", description = RecipeOption.STYLE_WEIGHT_TEXT)
    private @Nullable Double styleWeight;

    @Option(names = RecipeOption.TV_WEIGHT, paramLabel = "W", description = RecipeOption.TV_WEIGHT_TEXT)
    private @Nullable Double tvWeight;

    @Option(names = RecipeOption.STYLE_SCALE, paramLabel = "S", description = RecipeOption.STYLE_SCALE_TEXT)
    private @Nullable Double styleScale;

    @Option(
            names = "--blend",
            paramLabel = "W",
            split = ",",
            description = "Weights of several styles, such as 3,1; only their ratios count. Default: equal shares.")
    private @Nullable List<Double> blend;

    @Option(names = RecipeOption.COLOURS, paramLabel = "NAME", description = RecipeOption.COLOURS_TEXT)
    private @Nullable String colours;

    @Option(names = RecipeOption.LEARNING_RATE, paramLabel = "R", description = RecipeOption.LEARNING_RATE_TEXT)
    private @Nullable Double learningRate;

    @Option(names = RecipeOption.DECAY_EVERY, paramLabel = "N", description = RecipeOption.DECAY_EVERY_TEXT)
    private @Nullable Double decayEvery;

    @Option(names = RecipeOption.DECAY_FACTOR, paramLabel = "F", description = RecipeOption.DECAY_FACTOR_TEXT)
    private @Nullable Double decayFactor;

    @Option(names = RecipeOption.STOP_GAIN, paramLabel = "G", description = RecipeOption.STOP_GAIN_TEXT)
    private @Nullable Double stopGain;

    @Option(names = RecipeOption.TIME_BUDGET, paramLabel = "SECONDS", description = RecipeOption.TIME_BUDGET_TEXT)
    private @Nullable Double timeBudget;

    @Option(names = RecipeOption.SEED, paramLabel = "N", description = RecipeOption.SEED_TEXT)
    private @Nullable Double seed;

    @Option(names = RecipeOption.PRECISION, paramLabel = "NAME", description = RecipeOption.PRECISION_TEXT)
    private @Nullable String precision;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Any other value of the recipe: by its name in the API (tvWeight=20), or by its place in the"
                    + " JSON (network.pooling=average, losses.gram.weight=5, losses[0].layers[1].weight=2).")
    private Map<String, String> others = new LinkedHashMap<>();

    @Option(
            names = "--list-presets",
            description = "Show the presets with their sizes, steps and typical times on one core in 32-bit floats, and"
                    + " exit.")
    private boolean listPresets;

    boolean isListAsked() {
        return listPresets;
    }

    /** A line for each preset: name, size, steps in all, typical time on one core, and what it is for. */
    static List<String> presetLines() {
        return Presets.names().stream()
                .map(name -> {
                    Recipe recipe = Presets.named(name);
                    return String.format(
                            Locale.ROOT,
                            "%-18s %-12s %4d steps  %-7s  %s",
                            name,
                            size(recipe.sizing()),
                            recipe.totalSteps(),
                            time(Presets.typicalSeconds(name)),
                            Presets.description(name));
                })
                .toList();
    }

    private static String time(int seconds) {
        return seconds < 120 ? "~" + seconds + " s" : "~" + Math.round(seconds / 60.0) + " min";
    }

    private static String size(Sizing sizing) {
        return sizing.match(new Sizing.Cases<>() {
            @Override
            public String exact(Sizing.Exact exact) {
                return exact.widthPixels() + " x " + exact.heightPixels() + " px";
            }

            @Override
            public String longSide(Sizing.LongSide longSide) {
                return longSide.longSidePixels() + " px";
            }
        });
    }

    /**
     * What to say before a run that does another number of steps than was asked for: those asked for are the steps at the
     * final size.
     *
     * @param more values as for {@link #recipe}
     */
    Optional<String> stepsNote(Recipe recipe, Map<String, String> more) {
        String name = Parameter.STEPS.field();
        boolean asked = steps != null || others.containsKey(name) || more.containsKey(name);
        if (!asked || recipe.totalSteps() == recipe.steps()) {
            return Optional.empty();
        }
        String sizes = recipe.stages().stream()
                .map(scale -> scale.steps() + " at " + scale.longSidePixels())
                .collect(Collectors.joining(", "));
        return Optional.of(
                "With steps " + recipe.steps() + " this recipe does " + recipe.totalSteps() + " steps in all: " + sizes
                        + " pixels. Each size gets at least one, the smallest more than the others.");
    }

    /** Adds what is read. */
    void addTo(RunFiles files) throws IOException {
        if (file != null) {
            files.reads("file of --recipe", file);
        }
    }

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
