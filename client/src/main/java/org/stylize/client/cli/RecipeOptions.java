package org.stylize.client.cli;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Preset and what replaces its values; the service checks ranges. */
final class RecipeOptions {
    @Option(names = "--preset", paramLabel = "NAME", description = "Preset to paint by. Default: the service's.")
    @Nullable
    String preset;

    @Option(names = "--steps", paramLabel = "N", description = "Number of steps.")
    private @Nullable Integer steps;

    @Option(names = "--size", paramLabel = "PIXELS", description = "Long side of the result; the aspect ratio is kept.")
    private @Nullable Integer size;

    @Option(names = "--width", paramLabel = "PIXELS", description = "Exact width of the result; with --height.")
    private @Nullable Integer width;

    @Option(names = "--height", paramLabel = "PIXELS", description = "Exact height of the result; with --width.")
    private @Nullable Integer height;

    @Option(names = "--content-weight", paramLabel = "W", description = "Weight of the content loss.")
    private @Nullable BigDecimal contentWeight;

    @Option(names = "--style-weight", paramLabel = "W", description = "Weight of the style loss.")
    private @Nullable BigDecimal styleWeight;

    @Option(names = "--tv-weight", paramLabel = "W", description = "Weight of the total variation.")
    private @Nullable BigDecimal tvWeight;

    @Option(names = "--learning-rate", paramLabel = "R", description = "Learning rate of the first step.")
    private @Nullable BigDecimal learningRate;

    @Option(names = "--decay-every", paramLabel = "N", description = "Steps after which the learning rate falls.")
    private @Nullable Integer decayEvery;

    @Option(names = "--decay-factor", paramLabel = "F", description = "What the learning rate is multiplied by then.")
    private @Nullable BigDecimal decayFactor;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description =
                    "Any other value of the preset by its name in the API, such as tvWeight=20 or colours=linear-match.")
    private Map<String, String> others = new LinkedHashMap<>();

    /** By the names of the API; only what was given. */
    Map<String, Object> overrides() {
        Map<String, Object> overrides = new LinkedHashMap<>();
        put(overrides, "steps", steps);
        put(overrides, "longSidePixels", size);
        put(overrides, "widthPixels", width);
        put(overrides, "heightPixels", height);
        put(overrides, "contentWeight", contentWeight);
        put(overrides, "styleWeight", styleWeight);
        put(overrides, "tvWeight", tvWeight);
        put(overrides, "learningRate", learningRate);
        put(overrides, "decayEvery", decayEvery);
        put(overrides, "decayFactor", decayFactor);
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

    private static void put(Map<String, Object> overrides, String name, @Nullable Number value) {
        if (value != null) {
            overrides.put(name, value);
        }
    }
}
