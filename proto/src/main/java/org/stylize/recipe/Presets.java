package org.stylize.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The recipes that have names. */
public final class Presets {
    /** The textbook's: Dive into Deep Learning 1.0, section 14.12, as its PyTorch code runs. */
    private static final Recipe D2L = new Recipe(
            "d2l",
            new Sizing.Exact(450, 300),
            Resampling.BILINEAR,
            new Network(Network.Pooling.MAX, Network.Padding.ZERO, Network.Precision.FP32),
            Start.CONTENT,
            List.of(
                    // The code names convolutions, but the ReLU behind each works in place, so their rectified maps are
                    // what it compares; only conv5_1, the last layer of its network, has none behind it.
                    new LossTerm.Content(1, LayerWeight.equal("relu4_4")),
                    new LossTerm.Gram(
                            1e4,
                            LossTerm.GramNormalization.CHANNELS_AND_POSITIONS,
                            LayerWeight.equal("relu1_1", "relu2_1", "relu3_1", "relu4_1", "conv5_1")),
                    new LossTerm.TotalVariation(10, LossTerm.TotalVariationKind.L1_MEAN)),
            new OptimizerSettings.Adam(0.3, 0.9, 0.999, 1e-8),
            new Schedule.StepDecay(50, 0.8),
            500,
            Rounding.TRUNCATE);

    private static final Map<String, Recipe> BY_NAME = byName(D2L);

    private static final Map<String, String> DESCRIPTIONS = Map.of(
            "d2l",
            "The textbook's recipe (Dive into Deep Learning, 14.12): 450 x 300 pixels, Gram matrices of five layers,"
                    + " Adam, 500 steps.");

    private Presets() {}

    /** Names of all presets, the most useful first. */
    public static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    /**
     * The preset of that name.
     *
     * @throws InvalidRecipeException if there is none, naming the nearest
     */
    public static Recipe named(String name) {
        Recipe recipe = BY_NAME.get(name);
        if (recipe == null) {
            throw new InvalidRecipeException("preset", "is unknown: " + NearestName.of(name, names()));
        }
        return recipe;
    }

    /**
     * A sentence or two on that preset, for people.
     *
     * @throws InvalidRecipeException if there is none of that name
     */
    public static String description(String name) {
        String description = DESCRIPTIONS.get(named(name).name());
        if (description == null) {
            throw new IllegalStateException("preset " + name + " has no description");
        }
        return description;
    }

    private static Map<String, Recipe> byName(Recipe... recipes) {
        Map<String, Recipe> map = new LinkedHashMap<>();
        for (Recipe recipe : recipes) {
            map.put(recipe.name(), recipe);
        }
        return map;
    }
}
