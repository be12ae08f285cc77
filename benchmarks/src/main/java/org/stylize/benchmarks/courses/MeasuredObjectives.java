package org.stylize.benchmarks.courses;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.stylize.engine.nst.Evaluation;
import org.stylize.engine.nst.LossName;
import org.stylize.engine.nst.LossValue;
import org.stylize.engine.nst.Objective;
import org.stylize.engine.nst.PreparedRecipe;
import org.stylize.engine.nst.Regions;
import org.stylize.engine.nst.StyleKey;
import org.stylize.engine.nst.StyleStatistics;
import org.stylize.engine.nst.StyleTransfer;
import org.stylize.engine.nst.WeightedStyle;
import org.stylize.engine.stylizer.BackEndKind;
import org.stylize.engine.stylizer.MemorySettings;
import org.stylize.engine.stylizer.OpenedDevice;
import org.stylize.engine.stylizer.StylizerSettings;
import org.stylize.engine.stylizer.WeightsSource;
import org.stylize.image.ImageLimits;
import org.stylize.recipe.ImageSize;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;

/**
 * Objectives of the compiled back end on one thread of the CPU, for one style image. As in a worker, the style image is
 * described once for each size and way to describe it.
 */
final class MeasuredObjectives implements AutoCloseable {
    private static final StylizerSettings SETTINGS = new StylizerSettings(
            "cpu",
            1,
            WeightsSource.shipped(),
            8192,
            BackEndKind.COMPILED,
            MemorySettings.AUTOMATIC,
            false,
            ImageLimits.DEFAULT);

    private final OpenedDevice device = OpenedDevice.open(SETTINGS);
    private final Map<Described, StyleStatistics> described = new HashMap<>();

    /** Arrays on it live until the end. */
    NDManager device() {
        return device.manager();
    }

    /**
     * The objective of a recipe for whole pictures.
     *
     * @param content shape (1, 3, H, W) in the recipe's space
     * @param styleSize size of the style image
     * @param style makes the style image of that size on a manager, in the recipe's space
     */
    Objective of(Recipe recipe, NDArray content, ImageSize styleSize, Function<NDManager, NDArray> style) {
        PreparedRecipe prepared = device.backEnd().prepare(recipe, 0);
        StyleStatistics statistics = described.computeIfAbsent(
                new Described(prepared.styleKey(), styleSize), key -> describe(prepared, style));
        return prepared.objective(
                content, List.of(new WeightedStyle(statistics, 1)), Regions.NONE, PreparedRecipe.WHOLE_PICTURE);
    }

    private StyleStatistics describe(PreparedRecipe prepared, Function<NDManager, NDArray> style) {
        try (NDManager scope = device().newSubManager()) {
            return prepared.describe(style.apply(scope), PreparedRecipe.WHOLE_PICTURE, device());
        }
    }

    /** One step on a small picture, so that the first measured step is as fast as the next. */
    void warmUp() {
        Recipe recipe = Presets.named("balanced");
        Shape shape = new Shape(1, 3, 64, 64);
        try (NDManager scope = device().newSubManager()) {
            NDArray content = scope.randomUniform(-1, 1, shape);
            Function<NDManager, NDArray> style = manager -> manager.randomUniform(-1, 1, shape);
            new StyleTransfer(recipe, of(recipe, content, new ImageSize(64, 64), style), content).step();
        }
        described.clear();
    }

    /** Of all losses of a kind, weighted. */
    static double sum(Evaluation evaluation, LossName.Kind kind) {
        return evaluation.losses().stream()
                .filter(loss -> loss.name().kind() == kind)
                .mapToDouble(LossValue::value)
                .sum();
    }

    @Override
    public void close() {
        device.close();
    }

    private record Described(StyleKey key, ImageSize size) {}
}
