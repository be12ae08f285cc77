package org.stylize.engine.stylizer;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.stylize.engine.stylizer.MixtureLattice.Node;
import org.stylize.recipe.ImageSize;

/**
 * A part of the content image with a style of its own, or with a mixture of styles.
 *
 * @param mask how much each pixel counts to it
 * @param shares of each style; they add up to 1
 */
record Region(Mask mask, List<Double> shares) {
    /** Longest side at which masks are looked at to find the ratios that they need. */
    private static final int SURVEY_SIDE = 256;

    Region {
        requireNonNull(mask, "mask is null");
        shares = List.copyOf(shares);
    }

    /**
     * The regions of some masks: one for each, if they hardly overlap. Where they pass into one another there are regions in
     * between, each with a mixture of styles for its target. Without them, the style whose mask is a little stronger at a
     * position would win there, because its loss pulls harder all the time, and soft masks would have hard borders.
     *
     * @param masks one for each style
     * @param content size of the content image
     */
    static List<Region> of(List<Mask.Picture> masks, ImageSize content) {
        if (masks.isEmpty()) {
            return List.of();
        }
        ImageSize survey = survey(content);
        List<float[]> weights = masks.stream().map(mask -> mask.weights(survey)).toList();
        MixtureLattice lattice = MixtureLattice.of(weights);
        List<Region> regions = new ArrayList<>();
        if (lattice.levels() == 1) {
            for (int style = 0; style < masks.size(); style++) {
                regions.add(new Region(masks.get(style), alone(style, masks.size())));
            }
            return regions;
        }
        for (Node node : lattice.nodes(weights)) {
            regions.add(new Region(new Mask.Band(masks, lattice, node), node.shares()));
        }
        return regions;
    }

    private static ImageSize survey(ImageSize content) {
        double factor = Math.min(1, SURVEY_SIDE / (double) content.longSide());
        return new ImageSize((int) Math.max(1, Math.round(content.width() * factor)), (int)
                Math.max(1, Math.round(content.height() * factor)));
    }

    private static List<Double> alone(int style, int styles) {
        List<Double> shares = new ArrayList<>();
        for (int other = 0; other < styles; other++) {
            shares.add(other == style ? 1.0 : 0.0);
        }
        return shares;
    }
}
