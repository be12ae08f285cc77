package org.stylize.engine.nst;

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
     * @param styles features of the style images; if there are regions, one for each
     * @param keeper gets the targets, and closes them
     */
    static TotalLoss towards(Recipe recipe, Features content, StyleFeatures styles, Regions regions, NDManager keeper) {
        Losses losses = new Losses(content, styles, regions, keeper);
        return new TotalLoss(recipe.losses().stream()
                .filter(term -> term.weight() > 0)
                .flatMap(term -> term.match(losses))
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

    /** The losses of each kind of term. */
    private record Losses(Features features, StyleFeatures styles, Regions regions, NDManager keeper)
            implements LossTerm.Cases<Stream<WeightedLoss>> {
        @Override
        public Stream<WeightedLoss> content(LossTerm.Content term) {
            return term.layers().stream()
                    .map(each -> new WeightedLoss(
                            new LossName(LossName.Kind.CONTENT, "content:" + each.layer()),
                            term.weight() * each.weight(),
                            new ContentLoss(each.layer(), term.error(), kept(features.at(each.layer())))));
        }

        @Override
        public Stream<WeightedLoss> gram(LossTerm.Gram term) {
            return style(term, new GramLoss(term.normalization(), term.error()));
        }

        @Override
        public Stream<WeightedLoss> wasserstein(LossTerm.Wasserstein term) {
            return style(term, WassersteinLoss.of(term));
        }

        @Override
        public Stream<WeightedLoss> moments(LossTerm.Moments term) {
            return style(term, new MomentLoss(term.epsilon()));
        }

        @Override
        public Stream<WeightedLoss> histogram(LossTerm.Histogram term) {
            return style(term, new HistogramLoss(term.quantiles()));
        }

        @Override
        public Stream<WeightedLoss> totalVariation(LossTerm.TotalVariation term) {
            return Stream.of(new WeightedLoss(
                    new LossName(LossName.Kind.TOTAL_VARIATION, "tv"),
                    term.weight(),
                    new TotalVariationLoss(term.kind())));
        }

        private Stream<WeightedLoss> style(LossTerm term, StyleMeasure measure) {
            return term.layers().stream()
                    .map(each -> new WeightedLoss(
                            new LossName(LossName.Kind.STYLE, "style:" + each.layer()),
                            term.weight() * each.weight(),
                            StyleLoss.towards(each.layer(), measure, styles, regions, keeper)));
        }

        private NDArray kept(NDArray target) {
            target.attach(keeper);
            return target;
        }
    }
}
