package org.stylize.engine.stylizer;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.stylize.engine.picture.RgbImage;

/**
 * The pictures of one job at their original sizes.
 *
 * @param styles decoded when they are first needed, and never if all their descriptions are known
 * @param start null where the recipe starts otherwise
 */
record Originals(
        RgbImage content,
        List<StyleOriginal> styles,
        @Nullable RgbImage start) {
    Originals {
        styles = List.copyOf(styles);
    }

    /** The regions of the content image, one for each style, or none. */
    List<Mask> masks() {
        return styles.stream().map(StyleOriginal::mask).filter(Objects::nonNull).toList();
    }
}
