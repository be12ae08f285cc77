package org.stylize.worker.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.stylize.recipe.Layer;
import org.stylize.recipe.LossTerm;
import org.stylize.recipe.Recipe;

/** The weighted losses whose sum is minimized. Gatys, Ecker and Bethge (2016), equation 7, with total variation added. */
record TotalLoss(List<WeightedLoss> losses) {
    TotalLoss {
        losses = List.copyOf(losses);
    }

    /** Layers that the losses of a recipe read. */
    static Set<Layer> layersOf(Recipe recipe) {
        Set<Layer> layers = new LinkedHashSet<>();
        recipe.losses().forEach(term -> term.layers().forEach(each -> layers.add(each.layer())));
        return layers;
    }

    /**
     * The losses of a recipe with their targets.
     *
     * @param content features of the content image
     * @param styles features of the style images
     * @param keeper gets the targets, and closes them
     */
    static TotalLoss towards(Recipe recipe, Features content, StyleFeatures styles, NDManager keeper) {
        return new TotalLoss(recipe.losses().stream()
                .filter(term -> term.weight() > 0)
                .flatMap(term -> lossesOf(term, content, styles, keeper))
                .toList());
    }

    /**
     * The weighted losses of a pastiche, in the order of {@link #losses()}.
     *
     * @return shape (number of losses), on the manager of the features
     */
    NDArray of(Features pastiche) {
        NDList values = new NDList(losses.size());
        for (WeightedLoss each : losses) {
            values.add(Scalar.times(each.weight(), each.loss().of(pastiche)));
        }
        return NDArrays.stack(values);
    }

    private static Stream<WeightedLoss> lossesOf(
            LossTerm term, Features content, StyleFeatures styles, NDManager keeper) {
        return term.match(new LossTerm.Cases<>() {
            @Override
            public Stream<WeightedLoss> content(LossTerm.Content each) {
                return each.layers().stream()
                        .map(layer -> new WeightedLoss(
                                name(LossName.Kind.CONTENT, "content:" + layer.layer()),
                                each.weight() * layer.weight(),
                                new ContentLoss(layer.layer(), each.error(), kept(content.at(layer.layer()), keeper))));
            }

            @Override
            public Stream<WeightedLoss> gram(LossTerm.Gram each) {
                return each.layers().stream()
                        .map(layer -> new WeightedLoss(
                                name(LossName.Kind.STYLE, "style:" + layer.layer()),
                                each.weight() * layer.weight(),
                                new StyleLoss(
                                        layer.layer(),
                                        each.normalization(),
                                        each.error(),
                                        kept(
                                                styles.mean(
                                                        layer.layer(),
                                                        maps -> GramMatrix.of(maps, each.normalization())),
                                                keeper))));
            }

            @Override
            public Stream<WeightedLoss> wasserstein(LossTerm.Wasserstein each) {
                return each.layers().stream()
                        .map(layer -> new WeightedLoss(
                                name(LossName.Kind.STYLE, "style:" + layer.layer()),
                                each.weight() * layer.weight(),
                                WassersteinLoss.towards(
                                        layer.layer(),
                                        each,
                                        Moments.split(styles.mean(layer.layer(), maps -> Moments.of(maps)
                                                .joined())),
                                        keeper)));
            }

            @Override
            public Stream<WeightedLoss> totalVariation(LossTerm.TotalVariation each) {
                return Stream.of(new WeightedLoss(
                        name(LossName.Kind.TOTAL_VARIATION, "tv"), each.weight(), new TotalVariationLoss(each.kind())));
            }
        });
    }

    private static LossName name(LossName.Kind kind, String text) {
        return new LossName(kind, text);
    }

    private static NDArray kept(NDArray target, NDManager keeper) {
        target.attach(keeper);
        return target;
    }
}
