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
import org.stylize.recipe.LayerWeight;
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
        recipe.losses().forEach(term -> weightsOf(term).forEach(each -> layers.add(each.layer())));
        return layers;
    }

    /**
     * The losses of a recipe with their targets.
     *
     * @param content features of the content image
     * @param style features of the style image
     * @param keeper gets the targets, and closes them
     */
    static TotalLoss towards(Recipe recipe, Features content, Features style, NDManager keeper) {
        return new TotalLoss(recipe.losses().stream()
                .filter(term -> term.weight() > 0)
                .flatMap(term -> lossesOf(term, content, style, keeper))
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

    private static Stream<WeightedLoss> lossesOf(LossTerm term, Features content, Features style, NDManager keeper) {
        return term.match(new LossTerm.Cases<>() {
            @Override
            public Stream<WeightedLoss> content(LossTerm.Content each) {
                return each.layers().stream()
                        .map(layer -> new WeightedLoss(
                                name(LossName.Kind.CONTENT, "content:" + layer.layer()),
                                each.weight() * layer.weight(),
                                new ContentLoss(layer.layer(), kept(content.at(layer.layer()), keeper))));
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
                                        kept(GramMatrix.of(style.at(layer.layer()), each.normalization()), keeper))));
            }

            @Override
            public Stream<WeightedLoss> totalVariation(LossTerm.TotalVariation each) {
                return Stream.of(new WeightedLoss(
                        name(LossName.Kind.TOTAL_VARIATION, "tv"), each.weight(), new TotalVariationLoss(each.kind())));
            }
        });
    }

    private static List<LayerWeight> weightsOf(LossTerm term) {
        return term.match(new LossTerm.Cases<>() {
            @Override
            public List<LayerWeight> content(LossTerm.Content each) {
                return each.layers();
            }

            @Override
            public List<LayerWeight> gram(LossTerm.Gram each) {
                return each.layers();
            }

            @Override
            public List<LayerWeight> totalVariation(LossTerm.TotalVariation each) {
                return List.of();
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
