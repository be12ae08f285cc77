package org.stylize.engine;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.stylize.engine.UnsuitableJobException.Reason;

/**
 * The encoded pictures of one job.
 *
 * @param content the picture that is painted anew
 * @param styles the pictures in whose manner, 1 to 16
 * @param masks one grey picture for each style, in their order: white where the style applies; or none, if each applies
 *     everywhere
 * @param start what the pastiche is before the first step; there if and only if the recipe starts from a picture
 */
public record Pictures(
        ImageBytes content, List<ImageBytes> styles, List<ImageBytes> masks, Optional<ImageBytes> start) {
    private static final int MOST_STYLES = 16;

    /** @throws UnsuitableJobException if there are no styles or too many, or masks for another number of styles */
    public Pictures {
        requireNonNull(content, "content is null");
        styles = List.copyOf(styles);
        masks = List.copyOf(masks);
        requireNonNull(start, "start is null");
        if (styles.isEmpty() || styles.size() > MOST_STYLES) {
            throw new UnsuitableJobException(
                    Reason.INVALID_RECIPE, "styles must be 1 to " + MOST_STYLES + " pictures but are " + styles.size());
        }
        if (!masks.isEmpty() && masks.size() != styles.size()) {
            throw new UnsuitableJobException(
                    Reason.INVALID_RECIPE,
                    "masks must be none or one for each of the " + styles.size() + " styles but are " + masks.size());
        }
    }

    /** A content image and styles that apply everywhere. */
    public static Pictures of(ImageBytes content, List<ImageBytes> styles) {
        return new Pictures(content, styles, List.of(), Optional.empty());
    }

    /** These with masks, one for each style. */
    public Pictures withMasks(List<ImageBytes> newMasks) {
        return new Pictures(content, styles, newMasks, start);
    }

    /** These with a start. */
    public Pictures withStart(ImageBytes newStart) {
        return new Pictures(content, styles, masks, Optional.of(newStart));
    }
}
