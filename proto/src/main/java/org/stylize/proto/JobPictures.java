package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.stylize.recipe.InvalidRecipeException;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.Start;

/**
 * The pictures of a job, each by its role.
 *
 * @param <P> what stands for a picture: where it is stored, or the file itself
 * @param content the picture that is painted
 * @param styles the pictures in whose manner, 1 to {@link Recipe#MOST_STYLES}; either each has a mask or none has one
 * @param start the pastiche before the first step; null if the recipe makes it
 * @param protection grey picture that is white where the content image is to stay, a face for example; null for nowhere
 */
public record JobPictures<P>(
        P content,
        List<Style<P>> styles,
        @Nullable P start,
        @Nullable P protection) {
    /**
     * One style of a job.
     *
     * @param <P> what stands for a picture
     * @param share of the mixture of styles, finite, from 0; only the ratios of the shares count
     * @param mask grey picture that is white where the style applies; null if it applies everywhere
     */
    public record Style<P>(P image, double share, @Nullable P mask) {
        /** Share of a style for which the caller named none. */
        public static final double DEFAULT_SHARE = 1;

        public Style {
            requireNonNull(image, "image is null");
            if (!(share >= 0) || Double.isInfinite(share)) {
                throw new InvalidJobException("styles", "the share of a style must be a number from 0 but is " + share);
            }
            share = share + 0.0; // turns -0.0 into 0.0, so that equal shares have equal bits
        }

        /** A style that applies everywhere, with the same share as the others. */
        public static <P> Style<P> of(P image) {
            return new Style<>(image, DEFAULT_SHARE, null);
        }
    }

    public JobPictures {
        requireNonNull(content, "content is null");
        styles = List.copyOf(styles);
        if (styles.isEmpty() || styles.size() > Recipe.MOST_STYLES) {
            throw new InvalidJobException(
                    "styles", "a job has 1 to " + Recipe.MOST_STYLES + " style images but has " + styles.size());
        }
        if (styles.stream().allMatch(style -> style.share() == 0)) {
            throw new InvalidJobException("styles", "one style must have a share above 0 but all shares are 0");
        }
        long masks = styles.stream().filter(style -> style.mask() != null).count();
        if (masks != 0 && masks != styles.size()) {
            throw new InvalidJobException(
                    "styles",
                    "either each of the " + styles.size() + " styles has a mask or none has one, but " + masks
                            + " have one");
        }
    }

    /** Without protection. */
    public JobPictures(P content, List<Style<P>> styles, @Nullable P start) {
        this(content, styles, start, null);
    }

    /** A content image and styles that apply everywhere in equal shares. */
    public static <P> JobPictures<P> of(P content, List<P> styles) {
        return new JobPictures<>(content, styles.stream().map(Style::of).toList(), null);
    }

    /** Other pictures in the same roles. The function is applied in the order of {@link #all()}. */
    public <Q> JobPictures<Q> map(Function<? super P, ? extends Q> change) {
        Q newContent = change.apply(content);
        List<Style<Q>> newStyles = new ArrayList<>();
        for (Style<P> style : styles) {
            Q image = change.apply(style.image());
            newStyles.add(new Style<>(image, style.share(), style.mask() == null ? null : change.apply(style.mask())));
        }
        Q newStart = start == null ? null : change.apply(start);
        return new JobPictures<>(newContent, newStyles, newStart, protection == null ? null : change.apply(protection));
    }

    /** All pictures: the content image, each style with its mask, the start picture, the protection mask. */
    public List<P> all() {
        List<P> all = new ArrayList<>();
        all.add(content);
        for (Style<P> style : styles) {
            all.add(style.image());
            if (style.mask() != null) {
                all.add(style.mask());
            }
        }
        if (start != null) {
            all.add(start);
        }
        if (protection != null) {
            all.add(protection);
        }
        return List.copyOf(all);
    }

    /**
     * Checks that a recipe can be used with these roles.
     *
     * @throws InvalidRecipeException if the recipe needs a start picture and there is none, or the other way round; or
     *     if it names another number of styles, or weights for styles that have shares of their own
     */
    public void checkSuits(Recipe recipe) {
        if (recipe.start() == Start.PICTURE && start == null) {
            throw new InvalidRecipeException("start", "must not be picture if the job has no start picture");
        }
        if (recipe.start() != Start.PICTURE && start != null) {
            throw new InvalidRecipeException("start", "must be picture if the job has a start picture");
        }
        List<Double> unused = recipe.styleShares(styles.size());
        boolean sharesDiffer =
                styles.stream().mapToDouble(Style::share).distinct().count() > 1;
        if (sharesDiffer && !recipe.styleBlend().isEmpty()) {
            throw new InvalidRecipeException("styleBlend", "must be empty if the styles of the job have shares");
        }
    }
}
