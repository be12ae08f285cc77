package org.stylize.worker.stylizer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stylize.worker.picture.RgbImage;

/**
 * The pictures of one job, decoded, in their own sizes.
 *
 * @param styles as they are painted after: recoloured where the recipe says so
 * @param start null where the recipe starts otherwise
 */
record Originals(
        RgbImage content, List<RgbImage> styles, @Nullable RgbImage start) {
    Originals {
        styles = List.copyOf(styles);
    }
}
