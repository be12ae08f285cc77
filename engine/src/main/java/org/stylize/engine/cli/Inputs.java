package org.stylize.engine.cli;

import java.util.List;
import java.util.Optional;
import org.stylize.engine.ImageBytes;
import org.stylize.engine.Pictures;

/**
 * The picture files of one job.
 *
 * @param masks one for each style, or none
 * @param start what the pastiche is before the first step, where that is a picture
 */
record Inputs(InputPicture content, List<InputPicture> styles, List<InputPicture> masks, Optional<InputPicture> start) {
    Inputs {
        styles = List.copyOf(styles);
        masks = List.copyOf(masks);
    }

    /** For the stylizer. */
    Pictures pictures() {
        return new Pictures(content.bytes(), bytes(styles), bytes(masks), start.map(InputPicture::bytes));
    }

    private static List<ImageBytes> bytes(List<InputPicture> pictures) {
        return pictures.stream().map(InputPicture::bytes).toList();
    }
}
