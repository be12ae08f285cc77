package org.stylize.engine.stylizer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stylize.engine.picture.RgbImage;

/**
 * The pictures of one job at their original sizes.
 *
 * @param styles decoded when they are first needed, and never if all their descriptions are known
 * @param regions of the content image; none if all styles apply everywhere
 * @param start null where the recipe starts otherwise
 * @param protection where the content image is to stay; null for nowhere
 */
record Originals(
        RgbImage content,
        List<StyleOriginal> styles,
        List<Region> regions,
        @Nullable RgbImage start,
        @Nullable Mask protection) {
    Originals {
        styles = List.copyOf(styles);
        regions = List.copyOf(regions);
    }

    /** The regions of the content image, or none. */
    List<Mask> masks() {
        return regions.stream().map(Region::mask).toList();
    }

    /** In which shares the styles are mixed in each region; empty without regions. */
    List<List<Double>> mixtures() {
        return regions.stream().map(Region::shares).toList();
    }
}
