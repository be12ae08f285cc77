package org.stylize.engine.nst;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stylize.recipe.Layer;
import org.stylize.recipe.LossTerm;
import org.stylize.recipe.Recipe;

/**
 * One summand of the total loss: a term of the recipe at one of its layers. Every back end computes this list, in this
 * order.
 *
 * @param layer whose feature maps it reads; null if it reads the picture itself
 * @param weight factor in the total: that of the term times that of the layer
 * @param term what is computed
 */
public record PlacedLoss(LossName name, @Nullable Layer layer, double weight, LossTerm term) {
    private static final Formula.Cases<Stream<StyleMeasure>> MEASURE = new Formula.Cases<>() {
        @Override
        public Stream<StyleMeasure> content(LossTerm.SquaredError error) {
            return Stream.empty();
        }

        @Override
        public Stream<StyleMeasure> style(StyleMeasure measure) {
            return Stream.of(measure);
        }

        @Override
        public Stream<StyleMeasure> picture(Loss loss) {
            return Stream.empty();
        }
    };

    /** The losses of a recipe, in its order, without terms of weight 0. */
    public static List<PlacedLoss> of(Recipe recipe) {
        return recipe.losses().stream()
                .filter(term -> term.weight() > 0)
                .flatMap(PlacedLoss::of)
                .toList();
    }

    private static Stream<PlacedLoss> of(LossTerm term) {
        return Formula.of(term).match(new Formula.Cases<>() {
            @Override
            public Stream<PlacedLoss> content(LossTerm.SquaredError error) {
                return atLayers(LossName.Kind.CONTENT, "content:");
            }

            @Override
            public Stream<PlacedLoss> style(StyleMeasure measure) {
                return atLayers(LossName.Kind.STYLE, "style:");
            }

            @Override
            public Stream<PlacedLoss> picture(Loss loss) {
                return Stream.of(
                        new PlacedLoss(new LossName(LossName.Kind.TOTAL_VARIATION, "tv"), null, term.weight(), term));
            }

            private Stream<PlacedLoss> atLayers(LossName.Kind kind, String prefix) {
                return term.layers().stream()
                        .map(each -> new PlacedLoss(
                                new LossName(kind, prefix + each.layer()),
                                each.layer(),
                                term.weight() * each.weight(),
                                term));
            }
        });
    }

    /** The layers that some losses read. */
    public static Set<Layer> layersOf(List<PlacedLoss> losses) {
        Set<Layer> layers = new LinkedHashSet<>();
        losses.stream().filter(loss -> loss.layer != null).forEach(loss -> layers.add(loss.tap()));
        return layers;
    }

    /** The mathematics of the style losses, in their order. */
    static List<StyleMeasure> measuresOf(List<PlacedLoss> losses) {
        return losses.stream().flatMap(loss -> loss.formula().match(MEASURE)).toList();
    }

    /**
     * The layer whose feature maps it reads.
     *
     * @throws IllegalStateException if it reads the picture itself
     */
    public Layer tap() {
        if (layer == null) {
            throw new IllegalStateException(name + " reads the picture itself");
        }
        return layer;
    }

    Formula formula() {
        return Formula.of(term);
    }
}
