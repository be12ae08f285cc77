package org.stylize.engine.nst.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.stylize.engine.nst.compiled.Agreement.assertLossesAgree;
import static org.stylize.engine.nst.compiled.Agreement.relativeDistance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stylize.engine.Precision;
import org.stylize.engine.nst.Evaluation;
import org.stylize.engine.nst.Objective;
import org.stylize.engine.nst.OnShippedNetwork;
import org.stylize.engine.nst.PreparedRecipe;
import org.stylize.engine.nst.Regions;
import org.stylize.engine.nst.TestObjectives;
import org.stylize.engine.nst.TestStyle;
import org.stylize.recipe.Layer;
import org.stylize.recipe.LayerWeight;
import org.stylize.recipe.LossTerm;
import org.stylize.recipe.LossTerm.GramNormalization;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;

/** Regions with a style each, in both back ends. */
class RegionsTest extends OnShippedNetwork {
    private static final int HEIGHT = 54;
    private static final int WIDTH = 70;

    private static CompiledBackEnd backEnd;

    @BeforeAll
    static void open() {
        backEnd = CompiledBackEnd.on(manager, weights);
        System.out.println("seed of the pictures: " + Case.SEED);
    }

    static Stream<LossTerm> losses() {
        return Stream.concat(
                ofSums().stream(), Stream.of(new LossTerm.Neighbours(1, 100, layers("relu1_1", "conv3_1", "relu3_1"))));
    }

    static List<LossTerm> ofSums() {
        return List.of(
                new LossTerm.Gram(1e4, GramNormalization.CHANNELS_AND_POSITIONS, layers("relu1_1", "conv3_1")),
                new LossTerm.Gram(0.1, GramNormalization.POSITIONS, layers("relu2_1")),
                new LossTerm.Gram(1e-6, GramNormalization.NOTHING, layers("relu2_2")),
                new LossTerm.Moments(1, 1e-5, layers("relu1_1", "conv3_1", "relu3_1")),
                new LossTerm.Wasserstein(1, 1e-4, 12, layers("relu2_1")));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void softRegionsAgreeWithTheFormulas(LossTerm loss) {
        try (Case given = given()) {
            Recipe recipe = recipe(loss);
            Regions regions = regions(given, column -> column / (WIDTH - 1), column -> 1 - column / (WIDTH - 1));
            List<TestStyle> styles = styles(given);
            Evaluation expected = TestObjectives.reference(recipe, weights, given.content, styles, regions)
                    .at(given.picture);

            Evaluation found = compiled(recipe, Precision.FP32, PreparedRecipe.WHOLE_PICTURE, given, styles, regions)
                    .at(given.picture);

            assertLossesAgree(found, expected, 1e-5);
            assertThat(relativeDistance(found.gradient(), expected.gradient())).isLessThan(1e-5);
        }
    }

    @NeedsBfloat16
    @ParameterizedTest
    @MethodSource("losses")
    void staysNearTheFormulasInBfloat16(LossTerm loss) {
        try (Case given = given()) {
            Recipe recipe = recipe(loss);
            Regions regions = regions(given, column -> column / (WIDTH - 1), column -> 1 - column / (WIDTH - 1));
            List<TestStyle> styles = styles(given);
            Evaluation expected = TestObjectives.reference(recipe, weights, given.content, styles, regions)
                    .at(given.picture);

            Evaluation found = compiled(recipe, Precision.BF16, PreparedRecipe.WHOLE_PICTURE, given, styles, regions)
                    .at(given.picture);

            assertLossesAgree(found, expected, 0.02);
            assertThat(relativeDistance(found.gradient(), expected.gradient())).isLessThan(0.1);
        }
    }

    @ParameterizedTest
    @MethodSource("ofSums")
    void tilesGiveTheSame(LossTerm loss) {
        try (Case given = given()) {
            Recipe recipe = recipe(loss);
            Regions regions = regions(given, column -> column / (WIDTH - 1), column -> 1 - column / (WIDTH - 1));
            List<TestStyle> styles = styles(given);
            Evaluation expected = compiled(recipe, Precision.FP32, PreparedRecipe.WHOLE_PICTURE, given, styles, regions)
                    .at(given.picture);

            Evaluation found =
                    compiled(recipe, Precision.FP32, 32, given, styles, regions).at(given.picture);

            assertLossesAgree(found, expected, 1e-5);
            assertThat(relativeDistance(found.gradient(), expected.gradient())).isLessThan(1e-5);
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void oneWhiteMaskIsNoMask(LossTerm loss) {
        try (Case given = given()) {
            Recipe recipe = recipe(loss);
            List<TestStyle> style = List.of(new TestStyle(given.style, 1));
            Evaluation expected = compiled(
                            recipe, Precision.FP32, PreparedRecipe.WHOLE_PICTURE, given, style, Regions.NONE)
                    .at(given.picture);

            Evaluation found = compiled(
                            recipe,
                            Precision.FP32,
                            PreparedRecipe.WHOLE_PICTURE,
                            given,
                            style,
                            regions(given, column -> 1))
                    .at(given.picture);

            assertLossesAgree(found, expected, 1e-6);
            assertThat(relativeDistance(found.gradient(), expected.gradient())).isLessThan(1e-6);
        }
    }

    @Test
    void theOtherRegionsStyleHasNoSayInThisRegion() {
        // What relu1_1 sees at a position lies within one pixel.
        try (Case given = given()) {
            Recipe recipe = recipe(new LossTerm.Gram(1e4, GramNormalization.CHANNELS_AND_POSITIONS, layers("relu1_1")));
            int middle = WIDTH / 2;
            Regions regions = regions(given, column -> column < middle ? 1 : 0, column -> column < middle ? 0 : 1);
            TestStyle left = new TestStyle(given.style, 1);
            NDArray first = compiled(
                            recipe,
                            Precision.FP32,
                            PreparedRecipe.WHOLE_PICTURE,
                            given,
                            List.of(left, new TestStyle(given.content, 1)),
                            regions)
                    .at(given.picture)
                    .gradient();

            NDArray second = compiled(
                            recipe, Precision.FP32, PreparedRecipe.WHOLE_PICTURE, given, List.of(left, left), regions)
                    .at(given.picture)
                    .gradient();

            String inside = ":, :, :, :" + (middle - 1);
            assertThat(second.get(inside)).isEqualTo(first.get(inside));
            String outside = ":, :, :, " + (middle + 1) + ":";
            assertThat(relativeDistance(second.get(outside), first.get(outside)))
                    .isGreaterThan(0.1);
        }
    }

    @Test
    void twoRegionsAddUpByTheirShares() {
        try (Case given = given()) {
            Recipe recipe = recipe(new LossTerm.Gram(1, GramNormalization.POSITIONS, layers("relu1_1")));
            TestStyle style = new TestStyle(given.style, 1);
            DoubleUnaryOperator third = column -> column < 20 ? 1 : 0;
            DoubleUnaryOperator rest = column -> column < 20 ? 0 : 1;
            double both = total(recipe, given, List.of(style, style), regions(given, third, rest));
            double ofThird = total(recipe, given, List.of(style), regions(given, third));
            double ofRest = total(recipe, given, List.of(style), regions(given, rest));

            assertThat(both).isCloseTo(ofThird + ofRest, within(1e-5 * both));
        }
    }

    @Test
    void aRegionIsLeftOutWhereItHasLessThanOnePosition() {
        try (Case given = given()) {
            Regions regions = regions(given, column -> 1, column -> column < 3 ? 0.5 : 0);

            // 3 columns of 54 pixels by halves are 81 pixels, but 81 / 256 positions of block 5.
            assertThat(regions.at(Layer.named("relu1_1")).shares().get(1)).isGreaterThan(0);
            assertThat(regions.at(Layer.named("relu5_1")).shares().get(1)).isZero();
        }
    }

    @Test
    void masksMustBeOneForEachStyleAndOfTheContentsSize() {
        try (Case given = given()) {
            Recipe recipe = recipe(ofSums().get(0));
            List<TestStyle> one = List.of(new TestStyle(given.style, 1));
            Regions two = regions(given, column -> 1, column -> 1);

            assertThatThrownBy(() -> TestObjectives.reference(recipe, weights, given.content, one, two))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("one for each of 1 styles");
            Regions small = Regions.of(List.of(given.scope.ones(new Shape(1, 1, 40, 40))), given.scope);
            assertThatThrownBy(() -> compiled(recipe, Precision.FP32, PreparedRecipe.WHOLE_PICTURE, given, one, small))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("size of the content");
        }
    }

    private static double total(Recipe recipe, Case given, List<TestStyle> styles, Regions regions) {
        return TestObjectives.reference(recipe, weights, given.content, styles, regions)
                .at(given.picture)
                .losses()
                .get(0)
                .value();
    }

    private static Objective compiled(
            Recipe recipe, Precision precision, int tileSide, Case given, List<TestStyle> styles, Regions regions) {
        return TestObjectives.of(
                backEnd, recipe.withPrecision(precision.choice()), given.content, styles, regions, tileSide);
    }

    private static Case given() {
        return new Case(manager, new Shape(1, 3, HEIGHT, WIDTH), new Shape(1, 3, 48, 44));
    }

    private static List<TestStyle> styles(Case given) {
        return List.of(new TestStyle(given.style, 1), new TestStyle(given.content.flip(2), 1));
    }

    /** Masks by column. */
    private static Regions regions(Case given, DoubleUnaryOperator... masks) {
        return Regions.of(
                List.of(masks).stream()
                        .map(mask -> {
                            float[] values = new float[HEIGHT * WIDTH];
                            for (int i = 0; i < values.length; i++) {
                                values[i] = (float) mask.applyAsDouble(i % WIDTH);
                            }
                            return given.scope.create(values, new Shape(1, 1, HEIGHT, WIDTH));
                        })
                        .toList(),
                given.scope);
    }

    private static Recipe recipe(LossTerm loss) {
        return Presets.named("d2l").toBuilder().losses(List.of(loss)).build();
    }

    private static List<LayerWeight> layers(String... names) {
        return List.of(names).stream()
                .map(name -> new LayerWeight(Layer.named(name), 1))
                .toList();
    }
}
