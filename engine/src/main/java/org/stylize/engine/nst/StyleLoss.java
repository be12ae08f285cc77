package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.stylize.recipe.Layer;

/** The style loss at one layer: the sum over regions of share times distance. */
record StyleLoss(Layer layer, List<Region> regions) implements Loss {
    StyleLoss {
        regions = List.copyOf(regions);
    }

    /**
     * The loss towards one style, or towards one style for each region.
     *
     * @param descriptions of the styles; may be attached to {@code keeper}
     * @param keeper gets the targets, and closes them
     */
    static StyleLoss towards(
            Layer layer, StyleMeasure measure, List<NDArray> descriptions, Regions regions, NDManager keeper) {
        if (regions.count() == 0) {
            StyleMeasure.Distance distance = measure.towards(descriptions.get(0), keeper);
            return new StyleLoss(layer, List.of(new Region(1, CountedFeatures::of, distance)));
        }
        Regions.Level level = regions.at(layer);
        List<Region> parts = new ArrayList<>();
        for (int i = 0; i < regions.count(); i++) {
            int region = i;
            parts.add(new Region(
                    level.shares().get(region),
                    maps -> level.features(maps, region),
                    measure.towards(descriptions.get(region), keeper)));
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
    record Region(double share, Function<NDArray, CountedFeatures> features, StyleMeasure.Distance distance) {}
}
