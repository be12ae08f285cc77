package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.stylize.recipe.Recipe;

/** Objectives for some pictures, whose styles are described on the way. All pictures are in the recipe's space. */
public final class TestObjectives {
    private TestObjectives() {}

    /** By the reference back end, with one style image. */
    public static Objective reference(Recipe recipe, Vgg19Weights weights, NDArray content, NDArray style) {
        return reference(recipe, weights, content, List.of(new TestStyle(style, 1)));
    }

    /** By the reference back end, without regions. */
    public static Objective reference(Recipe recipe, Vgg19Weights weights, NDArray content, List<TestStyle> styles) {
        return reference(recipe, weights, content, styles, Regions.NONE);
    }

    /** By the reference back end. */
    public static Objective reference(
            Recipe recipe, Vgg19Weights weights, NDArray content, List<TestStyle> styles, Regions regions) {
        return of(new ReferenceBackEnd(weights), recipe, content, styles, regions, PreparedRecipe.WHOLE_PICTURE);
    }

    /** By any back end. */
    public static Objective of(
            BackEnd backEnd,
            Recipe recipe,
            NDArray content,
            List<TestStyle> styles,
            Regions regions,
            int tileSidePixels) {
        return of(backEnd, recipe, content, styles, regions, Protection.NONE, tileSidePixels);
    }

    /** By any back end, with a part of the content image protected. */
    public static Objective of(
            BackEnd backEnd,
            Recipe recipe,
            NDArray content,
            List<TestStyle> styles,
            Regions regions,
            Protection protection,
            int tileSidePixels) {
        PreparedRecipe prepared = backEnd.prepare(recipe, regions.count(), protection.isPresent());
        double sum = styles.stream().mapToDouble(TestStyle::weight).sum();
        try (NDManager scope = content.getManager().newSubManager()) {
            List<WeightedStyle> described = styles.stream()
                    .map(style -> new WeightedStyle(
                            prepared.describe(style.picture(), tileSidePixels, scope), style.weight() / sum))
                    .toList();
            return prepared.objective(content, described, regions, protection, tileSidePixels);
        }
    }
}
