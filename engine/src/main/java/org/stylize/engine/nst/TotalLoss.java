package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.stylize.recipe.Layer;
import org.stylize.recipe.LossTerm;

/** The weighted losses whose sum is minimized. Gatys, Ecker and Bethge (2016), equation 7, with total variation added. */
record TotalLoss(List<WeightedLoss> losses) {
    TotalLoss {
        losses = List.copyOf(losses);
    }

    /**
     * Placed losses with their targets.
     *
     * @param content features of the content image; the targets are attached to {@code keeper}
     * @param styles descriptions of the style images: one for each region, or that of their mixture if there are no regions;
     *     some of their arrays are attached to {@code keeper}
     * @param keeper gets the targets, and closes them
     */
    static TotalLoss towards(
            List<PlacedLoss> losses,
            Features content,
            List<StyleStatistics> styles,
            Regions regions,
            Protection protection,
            NDManager keeper) {
        Targets targets = new Targets(content, styles, regions, protection, keeper);
        return new TotalLoss(losses.stream()
                .map(loss -> new WeightedLoss(loss.name(), loss.weight(), targets.of(loss)))
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

    /** Gives each loss its target; takes the descriptions of the style losses one after the other. */
    private static final class Targets {
        private final Features content;
        private final List<StyleStatistics> styles;
        private final Regions regions;
        private final Protection protection;
        private final NDManager keeper;
        private int styleLosses;

        Targets(
                Features content,
                List<StyleStatistics> styles,
                Regions regions,
                Protection protection,
                NDManager keeper) {
            this.content = content;
            this.styles = styles;
            this.regions = regions;
            this.protection = protection;
            this.keeper = keeper;
        }

        Loss of(PlacedLoss placed) {
            return placed.formula().match(new Formula.Cases<>() {
                @Override
                public Loss content(LossTerm.SquaredError error) {
                    return contentLoss(placed, error);
                }

                @Override
                public Loss style(StyleMeasure measure) {
                    return styleLoss(placed, measure);
                }

                @Override
                public Loss picture(Loss loss) {
                    return loss;
                }
            });
        }

        private Loss contentLoss(PlacedLoss placed, LossTerm.SquaredError error) {
            NDArray target = content.at(placed.tap());
            target.attach(keeper);
            Layer layer = placed.tap();
            return new ContentLoss(layer, error, target, protection.isPresent() ? protection.at(layer) : null);
        }

        private Loss styleLoss(PlacedLoss placed, StyleMeasure measure) {
            List<NDArray> descriptions = new ArrayList<>();
            for (StyleStatistics style : styles) {
                descriptions.add(style.parts().get(styleLosses));
            }
            styleLosses++;
            return StyleLoss.towards(placed.tap(), measure, descriptions, regions, keeper);
        }
    }
}
