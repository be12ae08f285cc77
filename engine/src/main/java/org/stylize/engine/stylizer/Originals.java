package org.stylize.engine.stylizer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stylize.engine.picture.RgbImage;

/**
 * The pictures of one job, in their own sizes.
 *
 * @param styles which are decoded where they are looked at, and not at all where all is known of them
 * @param masks of the regions of the content image that each style has; or none
 * @param start null where the recipe starts otherwise
 */
record Originals(
        RgbImage content,
        List<StyleOriginal> styles,
        List<Mask> masks,
        @Nullable RgbImage start) {
    Originals {
        styles = List.copyOf(styles);
        masks = List.copyOf(masks);
    }
}
