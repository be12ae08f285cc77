package org.stylize.engine.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stylize.engine.ImageBytes;
import org.stylize.engine.Pictures;

/**
 * The picture files of one job, each by its role.
 *
 * @param start the pastiche before the first step, where that is a picture
 * @param protection the mask of what stays as it is; null for nothing
 */
record Inputs(
        InputPicture content,
        List<Style> styles,
        @Nullable InputPicture start,
        @Nullable InputPicture protection) {
    Inputs {
        styles = List.copyOf(styles);
    }

    /** A style, its share of the mixture, and where it applies; null for everywhere. */
    record Style(InputPicture image, double share, @Nullable InputPicture mask) {
        Pictures.Style encoded() {
            return new Pictures.Style(image.bytes(), share, bytes(mask));
        }
    }

    /** For the stylizer. */
    Pictures pictures() {
        return new Pictures(
                content.bytes(), styles.stream().map(Style::encoded).toList(), bytes(start), bytes(protection));
    }

    private static @Nullable ImageBytes bytes(@Nullable InputPicture picture) {
        return picture == null ? null : picture.bytes();
    }
}
