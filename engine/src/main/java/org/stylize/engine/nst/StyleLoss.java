package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.stylize.recipe.Layer;

/** How far one layer is from the styles: the sum over regions of their shares times their distances. */
record StyleLoss(Layer layer, List<Region> regions) implements Loss {
    StyleLoss {
        regions = List.copyOf(regions);
    }

    /**
     * The loss towards some styles: their mixture, or one for each region.
     *
     * @param keeper gets the targets, and closes them
     */
    static StyleLoss towards(
            Layer layer, StyleMeasure measure, StyleFeatures styles, Regions regions, NDManager keeper) {
        if (regions.count() == 0) {
            NDArray mixture = styles.mean(layer, maps -> measure.describe(Sample.of(maps)));
            return new StyleLoss(layer, List.of(new Region(1, Sample::of, measure.towards(mixture, keeper))));
        }
        Regions.Level level = regions.at(layer);
        List<Region> parts = new ArrayList<>();
        for (int i = 0; i < regions.count(); i++) {
            int region = i;
            NDArray style = measure.describe(Sample.of(styles.at(region, layer)));
            parts.add(new Region(
                    level.shares().get(region), maps -> level.sample(maps, region), measure.towards(style, keeper)));
        }
        return new StyleLoss(layer, parts);
    }

    @Override
    public NDArray of(Features pastiche) {
        NDArray maps = pastiche.at(layer);
        NDArray sum = Scalar.times(0, maps.sum());
        for (Region region : regions) {
            if (region.share > 0) {
                sum = sum.add(Scalar.times(region.share, region.distance.of(region.features.apply(maps))));
            }
        }
        return sum;
    }

    /**
     * A region.
     *
     * @param share in the picture
     * @param features of the region, of maps (1, C, H, W)
     * @param distance from its style
     */
    record Region(double share, Function<NDArray, Sample> features, StyleMeasure.Distance distance) {}
}
