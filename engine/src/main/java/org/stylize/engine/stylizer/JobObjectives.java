package org.stylize.engine.stylizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.stylize.engine.nst.BackEnd;
import org.stylize.engine.nst.Objective;
import org.stylize.engine.nst.PreparedRecipe;
import org.stylize.engine.nst.Protection;
import org.stylize.engine.nst.Regions;
import org.stylize.engine.nst.StrengthDial;
import org.stylize.engine.nst.StyleStatistics;
import org.stylize.engine.nst.WeightedStyle;
import org.stylize.recipe.Balance;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.Scales;

/** The objectives of one job, one for each scale. On the device's thread. */
final class JobObjectives {
    private final BackEnd backEnd;
    private final Recipe recipe;
    private final PreparedScales prepared;
    private final MemoryPolicy memory;
    private final StyleCache cache;
    private final List<List<Double>> mixtures;

    /**
     * For the objectives of a recipe.
     *
     * @param prepared the recipe, by the back end
     * @param mixtures in which shares the styles are mixed in each region; empty without regions
     */
    JobObjectives(
            BackEnd backEnd,
            Recipe recipe,
            PreparedScales prepared,
            MemoryPolicy memory,
            StyleCache cache,
            List<List<Double>> mixtures) {
        this.backEnd = backEnd;
        this.recipe = recipe;
        this.prepared = prepared;
        this.memory = memory;
        this.cache = cache;
        this.mixtures = List.copyOf(mixtures);
    }

    /**
     * The objective for the pictures of a scale. If the recipe has a strength, a first objective measures the pictures; it is
     * closed here.
     *
     * @param content shape (1, 3, H, W) in the recipe's space; its manager closes what the objective keeps
     * @param styles that are mixed, everywhere or in each region
     * @param regions of the content, or none
     * @param protection of the content, or none
     */
    Objective of(Scales.Scale scale, NDArray content, List<StyleImage> styles, Regions regions, Protection protection) {
        PreparedRecipe there = prepared.at(scale);
        return recipe.balance().match(new Balance.Cases<>() {
            @Override
            public Objective weights(Balance.Weights balance) {
                return weighted(there, content, styles, regions, protection);
            }

            @Override
            public Objective strength(Balance.Strength balance) {
                Recipe measured;
                try (NDManager scope = content.getManager().newSubManager()) {
                    NDArray copy = content.duplicate();
                    copy.attach(scope);
                    // Protected positions must not make the others count less.
                    PreparedRecipe bare = backEnd.prepare(recipe.lossesAt(scale), regions.count());
                    Objective plain = weighted(bare, copy, styles, regions, Protection.NONE);
                    measured = StrengthDial.weighted(recipe.lossesAt(scale), balance, plain, copy);
                }
                return weighted(
                        backEnd.prepare(measured, regions.count(), protection.isPresent()),
                        content,
                        styles,
                        regions,
                        protection);
            }
        });
    }

    private Objective weighted(
            PreparedRecipe weights, NDArray content, List<StyleImage> styles, Regions regions, Protection protection) {
        try (NDManager scope = content.getManager().newSubManager()) {
            List<WeightedStyle> described = styles.stream()
                    .map(style -> new WeightedStyle(described(weights, style, scope), style.share()))
                    .toList();
            List<WeightedStyle> targets = mixtures.isEmpty()
                    ? described
                    : mixtures.stream()
                            .map(shares -> mixed(weights, described, shares, scope))
                            .toList();
            return weights.objective(
                    content, targets, regions, protection, memory.tileSidePixels(weights, content.getShape()));
        }
    }

    /** One style itself, or the mixture of some. */
    private static WeightedStyle mixed(
            PreparedRecipe weights, List<WeightedStyle> styles, List<Double> shares, NDManager results) {
        List<WeightedStyle> parts = new ArrayList<>();
        for (int i = 0; i < styles.size(); i++) {
            if (shares.get(i) > 0) {
                parts.add(new WeightedStyle(styles.get(i).statistics(), shares.get(i)));
            }
        }
        return parts.size() == 1 ? parts.get(0) : new WeightedStyle(weights.mixture(parts, results), 1);
    }

    private StyleStatistics described(PreparedRecipe weights, StyleImage style, NDManager keeper) {
        return cache.get(
                new StyleCache.Key(style.identity(), weights.styleKey(), memory.side(weights, style.size())),
                results -> describe(weights, style, results),
                keeper);
    }

    private StyleStatistics describe(PreparedRecipe weights, StyleImage style, NDManager keeper) {
        try (NDManager scope = keeper.newSubManager()) {
            NDArray picture = style.picture().apply(scope);
            Shape shape = picture.getShape();
            return weights.describe(picture, memory.tileSidePixels(weights, shape), keeper);
        }
    }
}
