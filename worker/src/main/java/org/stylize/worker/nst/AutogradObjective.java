package org.stylize.worker.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import org.stylize.recipe.Recipe;

/**
 * The objective as the formulas stand, its gradient by the engine's automatic differentiation: the plain truth that a
 * faster way has to agree with.
 *
 * <p>The engine has one gradient collector for the whole process, so two of these can't be evaluated at the same time.
 */
public final class AutogradObjective implements Objective {
    private final FeatureExtractor extractor;
    private final TotalLoss total;

    AutogradObjective(FeatureExtractor extractor, TotalLoss total) {
        this.extractor = extractor;
        this.total = total;
    }

    /**
     * The objective of a recipe for two pictures.
     *
     * @param content shape (1, 3, H, W) in normalized space; stays open; its manager gets the targets of the losses
     * @param style shape (1, 3, H', W') in normalized space; stays open
     */
    public static AutogradObjective of(Recipe recipe, Vgg19Weights weights, NDArray content, NDArray style) {
        FeatureExtractor extractor = new Vgg19(weights, recipe.network(), TotalLoss.layersOf(recipe));
        NDManager keeper = content.getManager();
        try (NDManager scope = keeper.newSubManager()) {
            TotalLoss total = TotalLoss.towards(
                    recipe,
                    extractor.featuresOf(copy(content, scope)),
                    extractor.featuresOf(copy(style, scope)),
                    keeper);
            return new AutogradObjective(extractor, total);
        }
    }

    @Override
    public Evaluation at(NDArray picture) {
        // A new leaf for each evaluation: its gradient begins at zero and goes with it.
        NDArray variable = copy(picture, picture.getManager());
        variable.setRequiresGradient(true);
        try (GradientCollector collector = picture.getManager().getEngine().newGradientCollector()) {
            NDArray losses = total.of(extractor.featuresOf(variable));
            collector.backward(losses.sum());
            return new Evaluation(named(losses.toFloatArray()), variable.getGradient());
        }
    }

    private List<LossValue> named(float[] values) {
        List<LossValue> named = new ArrayList<>(values.length);
        for (int i = 0; i < values.length; i++) {
            named.add(new LossValue(total.losses().get(i).name(), values[i]));
        }
        return named;
    }

    private static NDArray copy(NDArray array, NDManager manager) {
        NDArray copy = array.duplicate();
        copy.attach(manager);
        return copy;
    }
}
