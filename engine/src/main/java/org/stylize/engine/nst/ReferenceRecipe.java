package org.stylize.engine.nst;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stylize.engine.Precision;
import org.stylize.recipe.Layer;
import org.stylize.recipe.LossTerm;
import org.stylize.recipe.Recipe;

/** A recipe of the {@link ReferenceBackEnd}. */
final class ReferenceRecipe implements PreparedRecipe {
    /** As measured with the textbook's recipe at 450 × 300 and 1024 × 1024 pixels. */
    private static final long BYTES_PER_PIXEL = 2800;

    private final Recipe recipe;
    private final int regions;
    private final boolean protection;
    private final List<PlacedLoss> losses;
    private final PictureSpace space;
    private final FeatureExtractor extractor;
    private final StyleKey styleKey;

    ReferenceRecipe(Recipe recipe, int regions, boolean protection, Vgg19Weights weights) {
        this.recipe = recipe;
        this.regions = regions;
        this.protection = protection;
        this.losses = PlacedLoss.of(recipe);
        this.space = PictureSpace.of(recipe.variable().space());
        Set<Layer> layers = PlacedLoss.layersOf(losses);
        this.extractor = layers.isEmpty()
                ? image -> new Features(image, Map.of())
                : new Vgg19(weights, recipe.network(), layers);
        this.styleKey = StyleKey.of("reference", precision(), recipe, losses);
    }

    @Override
    public Precision precision() {
        return Precision.FP32;
    }

    @Override
    public StyleKey styleKey() {
        return styleKey;
    }

    @Override
    public StyleStatistics describe(NDArray style, int tileSidePixels, NDManager keeper) {
        checkWhole(style.getShape(), tileSidePixels);
        List<NDArray> parts = new ArrayList<>();
        try (NDManager scope = keeper.newSubManager()) {
            Features features = AutogradObjective.features(space, extractor, AutogradObjective.copy(style, scope));
            losses.forEach(loss -> parts.addAll(description(loss, features)));
            parts.forEach(part -> part.attach(keeper));
        }
        return new StyleStatistics(parts);
    }

    /** One array of a style loss; none of another loss. */
    private static List<NDArray> description(PlacedLoss loss, Features features) {
        return loss.formula().match(new Formula.Cases<>() {
            @Override
            public List<NDArray> content(LossTerm.SquaredError error) {
                return List.of();
            }

            @Override
            public List<NDArray> style(StyleMeasure measure) {
                return List.of(measure.describe(CountedFeatures.of(features.at(loss.tap()))));
            }

            @Override
            public List<NDArray> picture(Loss picture) {
                return List.of();
            }
        });
    }

    @Override
    public StyleStatistics mixture(List<WeightedStyle> styles, NDManager results) {
        return WeightedStyle.mixture(losses, styles, results);
    }

    @Override
    public long stepBytes(Shape picture) {
        return BYTES_PER_PIXEL * picture.get(2) * picture.get(3);
    }

    @Override
    public int tileSidePixels(Shape picture, long mostBytes) {
        return WHOLE_PICTURE;
    }

    @Override
    public void checkTiles(String role, Shape picture, int tileSidePixels) {
        LossLimits.checkTiles(recipe, role, picture, tileSidePixels);
    }

    @Override
    public Objective objective(
            NDArray content, List<WeightedStyle> styles, Regions masks, Protection positions, int tileSidePixels) {
        checkWhole(content.getShape(), tileSidePixels);
        positions.check(content.getShape(), protection);
        masks.check(content.getShape(), styles.size(), regions);
        NDManager keeper = content.getManager();
        try (NDManager scope = keeper.newSubManager()) {
            List<StyleStatistics> goals = regions == 0
                    ? List.of(mixture(styles, scope))
                    : styles.stream()
                            .map(style -> style.statistics().copiedTo(scope))
                            .toList();
            Features features = AutogradObjective.features(space, extractor, AutogradObjective.copy(content, scope));
            return new AutogradObjective(
                    space, extractor, TotalLoss.towards(losses, features, goals, masks, positions, keeper));
        }
    }

    private static void checkWhole(Shape picture, int tileSidePixels) {
        if (Math.max(picture.get(2), picture.get(3)) > tileSidePixels) {
            throw new IllegalArgumentException("the reference back end has no tiles, but the picture " + picture
                    + " is larger than " + tileSidePixels + " pixels");
        }
    }
}
