package org.stylize.engine.stylizer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.stylize.engine.nst.SavedState;
import org.stylize.engine.nst.StateWriter;
import org.stylize.recipe.Losses;

/** Writes losses into a checkpoint, and reads them. */
final class LossesState {
    private static final String SUMS = "losses.sums";
    private static final String LAYERS = "losses.layers";

    private LossesState() {}

    static void save(Losses losses, StateWriter state) {
        Map<String, Double> layers = new TreeMap<>(losses.layers());
        state.numbers(SUMS, losses.content(), losses.style(), losses.totalVariation(), losses.total());
        state.text(LAYERS, String.join("\n", layers.keySet()));
        state.numbers(
                LAYERS,
                layers.values().stream().mapToDouble(Double::doubleValue).toArray());
    }

    static Losses restored(SavedState state) {
        double[] sums = state.numbers(SUMS);
        List<String> names = state.text(LAYERS).orElse("").lines().toList();
        double[] values = state.numbers(LAYERS);
        Map<String, Double> layers = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            layers.put(names.get(i), values[i]);
        }
        return new Losses(sums[0], sums[1], sums[2], sums[3], layers);
    }
}
