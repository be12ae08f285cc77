package org.stylize.client;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A style image in a job.
 *
 * @param share in the mixture of styles, from 0; only the ratios count
 * @param mask grey picture that is white where the style applies; null: everywhere. Each style of a job has one, or none has
 */
public record Style(Picture image, double share, @Nullable Picture mask) {
    public Style {
        requireNonNull(image, "image is null");
        if (!(share >= 0 && share < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a share is a number from 0 but found " + share);
        }
    }

    /** A style that applies everywhere, with a share of 1. */
    public static Style of(Picture image) {
        return new Style(image, 1, null);
    }

    /** Replaces the share. */
    public Style withShare(double newShare) {
        return new Style(image, newShare, mask);
    }

    /** Replaces the mask. */
    public Style withMask(Picture newMask) {
        return new Style(image, share, newMask);
    }
}
