package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
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
    private final PictureSpace space;
    private final FeatureExtractor extractor;
    private final TotalLoss total;

    AutogradObjective(PictureSpace space, FeatureExtractor extractor, TotalLoss total) {
        this.space = space;
        this.extractor = extractor;
        this.total = total;
    }

    /**
     * The objective of a recipe for some pictures, all in the recipe's space.
     *
     * @param content shape (1, 3, H, W); stays open; its manager gets the targets of the losses
     * @param styles at least one, each with a picture of shape (1, 3, H', W'), which stay open; their weights count only
     *     without regions
     * @param regions of the content, one for each style, or none
     */
    public static AutogradObjective of(
            Recipe recipe, Vgg19Weights weights, NDArray content, List<Style> styles, Regions regions) {
        regions.check(content.getShape(), styles.size());
        PictureSpace space = PictureSpace.of(recipe.variable().space());
        FeatureExtractor extractor = new Vgg19(weights, recipe.network(), TotalLoss.layersOf(recipe));
        NDManager keeper = content.getManager();
        try (NDManager scope = keeper.newSubManager()) {
            TotalLoss total = TotalLoss.towards(
                    recipe,
                    features(space, extractor, copy(content, scope)),
                    new StyleFeatures(styles.stream()
                            .map(style -> new StyleFeatures.Weighted(
                                    features(space, extractor, copy(style.picture(), scope)),
                                    Style.shareOf(style, styles)))
                            .toList()),
                    regions,
                    keeper);
            return new AutogradObjective(space, extractor, total);
        }
    }

    /** Without regions. */
    public static AutogradObjective of(Recipe recipe, Vgg19Weights weights, NDArray content, List<Style> styles) {
        return of(recipe, weights, content, styles, Regions.NONE);
    }

    /** With one style image. */
    public static AutogradObjective of(Recipe recipe, Vgg19Weights weights, NDArray content, NDArray style) {
        return of(recipe, weights, content, List.of(new Style(style, 1)));
    }

    private static Features features(PictureSpace space, FeatureExtractor extractor, NDArray picture) {
        return new Features(
                picture, extractor.featuresOf(space.toNormalized(picture)).maps());
    }

    @Override
    public Evaluation at(NDArray picture) {
        // A new leaf for each evaluation: its gradient begins at zero and goes with it.
        NDArray variable = copy(picture, picture.getManager());
        variable.setRequiresGradient(true);
        try (GradientCollector collector = picture.getManager().getEngine().newGradientCollector()) {
            NDArray losses = total.of(features(space, extractor, variable));
            collector.backward(losses.sum());
            return new Evaluation(named(losses.toType(DataType.FLOAT32, false).toFloatArray()), variable.getGradient());
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
