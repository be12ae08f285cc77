package org.stylize.worker.stylizer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stylize.worker.picture.RgbImage;

/**
 * The pictures of one job, decoded, in their own sizes.
 *
 * @param styles as they are painted after: recoloured where the recipe says so
 * @param styleIdentities of the styles, in their order; equal only for equal pictures
 * @param masks of the regions of the content image that each style has; or none
 * @param start null where the recipe starts otherwise
 */
record Originals(
        RgbImage content,
        List<RgbImage> styles,
        List<String> styleIdentities,
        List<Mask> masks,
        @Nullable RgbImage start) {
    Originals {
        styles = List.copyOf(styles);
        styleIdentities = List.copyOf(styleIdentities);
        masks = List.copyOf(masks);
    }
}
