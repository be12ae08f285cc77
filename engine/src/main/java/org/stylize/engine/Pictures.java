package org.stylize.engine;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stylize.engine.UnsuitableJobException.Reason;
import org.stylize.recipe.Recipe;

/**
 * The encoded pictures of one job, each by its role.
 *
 * @param content the picture that is painted
 * @param styles the pictures in whose manner, 1 to {@link Recipe#MOST_STYLES}; either each has a mask or none has one
 * @param start the pastiche before the first step; there if and only if the recipe starts from a picture
 * @param protection grey picture that is white where the content image is to stay, a face for example; null for nowhere
 */
public record Pictures(
        ImageBytes content,
        List<Style> styles,
        @Nullable ImageBytes start,
        @Nullable ImageBytes protection) {
    /**
     * One style of a job.
     *
     * @param share of the mixture of styles, from 0; only the ratios of the shares count
     * @param mask grey picture that is white where the style applies; null if it applies everywhere
     */
    public record Style(
            ImageBytes image, double share, @Nullable ImageBytes mask) {
        /** @throws UnsuitableJobException if the share is negative, NaN or infinite */
        public Style {
            requireNonNull(image, "image is null");
            if (!(share >= 0) || Double.isInfinite(share)) {
                throw new UnsuitableJobException(
                        Reason.INVALID_RECIPE, "the share of a style must be a number from 0 but is " + share);
            }
        }

        /** A style that applies everywhere, with the same share as the others. */
        public static Style of(ImageBytes image) {
            return new Style(image, 1, null);
        }
    }

    /** Without protection. */
    public Pictures(ImageBytes content, List<Style> styles, @Nullable ImageBytes start) {
        this(content, styles, start, null);
    }

    /** @throws UnsuitableJobException if there are no styles or too many, all shares are 0, or only some styles have masks */
    public Pictures {
        requireNonNull(content, "content is null");
        styles = List.copyOf(styles);
        if (styles.isEmpty() || styles.size() > Recipe.MOST_STYLES) {
            throw invalid("styles must be 1 to " + Recipe.MOST_STYLES + " pictures but are " + styles.size());
        }
        if (styles.stream().mapToDouble(Style::share).sum() == 0) {
            throw invalid("the share of a style must be above 0 but all shares are 0");
        }
        long masks = styles.stream().filter(style -> style.mask() != null).count();
        if (masks != 0 && masks != styles.size()) {
            throw invalid("masks must be none or one for each of the " + styles.size() + " styles but are " + masks);
        }
    }

    /** A content image, and styles that apply everywhere in equal shares. */
    public static Pictures of(ImageBytes content, List<ImageBytes> styles) {
        return new Pictures(content, styles.stream().map(Style::of).toList(), null);
    }

    /** Whether each style has a mask. */
    public boolean hasMasks() {
        return styles.get(0).mask() != null;
    }

    /** Whether all styles have the same share. */
    public boolean hasEqualShares() {
        return styles.stream().mapToDouble(Style::share).distinct().count() == 1;
    }

    /** The share of each style, in order; they add up to 1. */
    public List<Double> shares() {
        double sum = styles.stream().mapToDouble(Style::share).sum();
        return styles.stream().map(style -> style.share() / sum).toList();
    }

    private static UnsuitableJobException invalid(String message) {
        return new UnsuitableJobException(Reason.INVALID_RECIPE, message);
    }
}
