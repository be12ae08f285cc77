package org.stylize.engine.nst.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stylize.engine.nst.compiled.Agreement.assertLossesAgree;
import static org.stylize.engine.nst.compiled.Agreement.relativeDistance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stylize.engine.Precision;
import org.stylize.engine.UnsuitableJobException;
import org.stylize.engine.nst.Evaluation;
import org.stylize.engine.nst.KnownPrecisions;
import org.stylize.engine.nst.MachineTolerance;
import org.stylize.engine.nst.Objective;
import org.stylize.engine.nst.OnShippedNetwork;
import org.stylize.engine.nst.PlacedLoss;
import org.stylize.engine.nst.PreparedRecipe;
import org.stylize.engine.nst.Regions;
import org.stylize.engine.nst.TestObjectives;
import org.stylize.engine.nst.TestStyle;
import org.stylize.recipe.Layer;
import org.stylize.recipe.LayerWeight;
import org.stylize.recipe.LossTerm;
import org.stylize.recipe.Network;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.Variable;

class CompiledObjectiveTest extends OnShippedNetwork {
    @BeforeAll
    static void open() {
        System.out.println("seed of the pictures: " + Case.SEED);
    }

    static List<Recipe> recipes() {
        Recipe d2l = Presets.named("d2l");
        LossTerm.Gram style = (LossTerm.Gram) d2l.losses().get(1);
        LossTerm.TotalVariation variation = new LossTerm.TotalVariation(10, LossTerm.TotalVariationKind.L1_MEAN);
        return List.of(
                d2l,
                named("content-only", new LossTerm.Content(1, weighted("relu4_4"))),
                named("both-sides-of-a-relu", new LossTerm.Content(2, weighted("conv3_2", "relu3_2"))),
                named("before-and-behind-poolings", new LossTerm.Content(1, weighted("relu1_2", "relu2_2", "conv3_1"))),
                named("before-relu", new LossTerm.Gram(1e3, style.normalization(), weighted("conv1_1", "conv2_2"))),
                named(
                        "several-at-one-layer",
                        new LossTerm.Content(0.5, weighted("relu2_1")),
                        new LossTerm.Gram(1e4, style.normalization(), weighted("relu1_1", "relu2_1")),
                        new LossTerm.Gram(1e4, style.normalization(), weighted("relu2_1"))),
                named(
                        "gram-by-positions",
                        new LossTerm.Gram(0.1, LossTerm.GramNormalization.POSITIONS, weighted("relu3_1"))),
                named("gram-raw", new LossTerm.Gram(1e-6, LossTerm.GramNormalization.NOTHING, weighted("relu2_1"))),
                named(
                        "scaled-errors",
                        new LossTerm.Content(2, LossTerm.SquaredError.SCALED, weighted("relu2_2", "conv3_1")),
                        new LossTerm.Gram(
                                3,
                                LossTerm.GramNormalization.POSITIONS,
                                LossTerm.SquaredError.SCALED,
                                weighted("relu1_1", "relu3_1"))),
                named("moments", new LossTerm.Moments(1, 1e-5, weighted("relu1_1", "conv3_1", "relu4_1"))),
                named("histogram", new LossTerm.Histogram(1, 256, weighted("relu1_1", "conv3_1", "relu4_1"))),
                named("histogram-with-few-quantiles", new LossTerm.Histogram(3, 9, weighted("conv1_2", "relu2_1"))),
                named("neighbours", new LossTerm.Neighbours(1, 300, weighted("relu1_1", "conv3_1", "relu4_1"))),
                named("neighbours-of-few-samples", new LossTerm.Neighbours(3, 9, weighted("conv1_2", "relu2_1"))),
                named("wasserstein", new LossTerm.Wasserstein(1, 1e-4, 12, weighted("relu1_1", "relu3_1", "relu5_1"))),
                named(
                        "squares",
                        variation(LossTerm.TotalVariationKind.L2_MEAN),
                        new LossTerm.Content(1, weighted("relu1_1"))),
                named(
                        "squares-by-pixels",
                        variation(LossTerm.TotalVariationKind.L2_REPLICATE),
                        new LossTerm.Content(1, weighted("relu1_1"))),
                named(
                        "sum-of-squares",
                        variation(LossTerm.TotalVariationKind.L2_SUM),
                        new LossTerm.Content(1, weighted("relu1_1"))),
                named(
                        "nine-point",
                        variation(LossTerm.TotalVariationKind.NINE_POINT),
                        new LossTerm.Content(1, weighted("relu1_1"))),
                inRgb(named("rgb", new LossTerm.Content(1, weighted("relu2_1")), style, variation)),
                named("no-weight-on-the-network", variation, new LossTerm.Content(0, weighted("relu4_4"))));
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void agreesWithTheFormulas(Recipe recipe) {
        try (Case given = new Case(manager, new Shape(1, 3, 40, 56), new Shape(1, 3, 48, 44))) {
            Evaluation expected = TestObjectives.reference(recipe, weights, given.content, given.style)
                    .at(given.picture);

            Evaluation found = CompiledObjectives.of(recipe, weights, Precision.FP32, given.content, given.style)
                    .at(given.picture);

            assertLossesAgree(found, expected, 1e-5);
            assertThat(relativeDistance(found.gradient(), expected.gradient())).isLessThan(MachineTolerance.of(1e-5));
            assertThat(found.gradient().getShape()).isEqualTo(given.picture.getShape());
        }
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void recipesThatDifferInWeightsOnlyShareTheirProgram(Recipe recipe) {
        try (Case given = new Case(manager, new Shape(1, 3, 40, 56), new Shape(1, 3, 48, 44))) {
            Recipe other = recipe.toBuilder()
                    .losses(recipe.losses().stream()
                            .map(term -> term.withWeight(
                                    term.weight() * (0.5 + 0.3 * recipe.losses().indexOf(term))))
                            .toList())
                    .build();
            assertThat(text(other)).isEqualTo(text(recipe));
            Evaluation expected = TestObjectives.reference(other, weights, given.content, given.style)
                    .at(given.picture);
            CompiledBackEnd backEnd = CompiledBackEnd.on(given.scope, weights);
            objective(backEnd, recipe, given, Regions.NONE, PreparedRecipe.WHOLE_PICTURE);

            Evaluation found = objective(backEnd, other, given, Regions.NONE, PreparedRecipe.WHOLE_PICTURE)
                    .at(given.picture);

            assertLossesAgree(found, expected, 1e-5);
            assertThat(relativeDistance(found.gradient(), expected.gradient())).isLessThan(MachineTolerance.of(1e-5));
        }
    }

    private static String text(Recipe recipe) {
        return new ObjectiveScript(recipe, PlacedLoss.of(recipe), Precision.FP32, Operators.ONE_DNN, 0, false).text();
    }

    private static Objective objective(
            CompiledBackEnd backEnd, Recipe recipe, Case given, Regions regions, int tileSidePixels) {
        return TestObjectives.of(
                backEnd,
                recipe.withPrecision(Network.Precision.FP32),
                given.content,
                List.of(new TestStyle(given.style, 1)),
                regions,
                tileSidePixels);
    }

    /** Of a picture of zeros conv1_1 sees its bias everywhere: both map equal features in the order of their positions. */
    @Test
    void equalFeaturesAreMappedInTheSameOrder() {
        try (Case given = new Case(manager, new Shape(1, 3, 40, 56), new Shape(1, 3, 48, 44))) {
            Recipe recipe = named("histogram", new LossTerm.Histogram(1, 64, weighted("conv1_1")));
            NDArray flat = given.picture.zerosLike();
            Evaluation expected = TestObjectives.reference(recipe, weights, given.content, given.style)
                    .at(flat);

            Evaluation found = CompiledObjectives.of(recipe, weights, Precision.FP32, given.content, given.style)
                    .at(flat);

            assertLossesAgree(found, expected, 1e-5);
            assertThat(relativeDistance(found.gradient(), expected.gradient())).isLessThan(1e-5);
        }
    }

    @Test
    void aLossThatSortsPositionsRefusesTilesAndRegions() {
        try (Case given = new Case(manager, new Shape(1, 3, 40, 56), new Shape(1, 3, 32, 32))) {
            Recipe recipe = named("histogram", new LossTerm.Histogram(1, 64, weighted("relu1_1")));
            CompiledBackEnd backEnd = CompiledBackEnd.on(given.content.getManager(), weights);
            List<TestStyle> styles = List.of(new TestStyle(given.style, 1));
            Regions regions = Regions.of(List.of(given.content.get(":, :1").onesLike()), given.content.getManager());

            assertThatThrownBy(() -> objective(backEnd, recipe, given, Regions.NONE, 32))
                    .isInstanceOf(UnsuitableJobException.class)
                    .hasMessageStartingWith("losses[0].type must not be histogram where pictures are computed in tiles")
                    .hasMessageContaining("56x40 pixels, and at most 32 are computed at once");
            assertThatThrownBy(() -> objective(backEnd, recipe, given, regions, PreparedRecipe.WHOLE_PICTURE))
                    .isInstanceOf(UnsuitableJobException.class)
                    .hasMessageStartingWith("losses[0].type must not be histogram where masks are given");
            assertThatThrownBy(() -> TestObjectives.reference(recipe, weights, given.content, styles, regions))
                    .isInstanceOf(UnsuitableJobException.class)
                    .hasMessageStartingWith("losses[0].type must not be histogram where masks are given");
        }
    }

    @Test
    void aLossThatComparesPositionsWithTheirMeanRefusesTiles() {
        try (Case given = new Case(manager, new Shape(1, 3, 40, 56), new Shape(1, 3, 32, 32))) {
            Recipe recipe = named("neighbours", new LossTerm.Neighbours(1, 64, weighted("relu1_1")));
            CompiledBackEnd backEnd = CompiledBackEnd.on(given.content.getManager(), weights);

            assertThatThrownBy(() -> objective(backEnd, recipe, given, Regions.NONE, 32))
                    .isInstanceOf(UnsuitableJobException.class)
                    .hasMessageStartingWith(
                            "losses[0].type must not be neighbours where pictures are computed in tiles")
                    .hasMessageContaining("mean of the whole picture");
        }
    }

    @Test
    void mixesStylesAsTheFormulasDo() {
        try (Case given = new Case(manager, new Shape(1, 3, 40, 56), new Shape(1, 3, 48, 44))) {
            Recipe recipe = named(
                    "mixed",
                    new LossTerm.Wasserstein(1, 1e-4, 12, weighted("relu2_1")),
                    new LossTerm.Histogram(1, 64, weighted("relu2_1")),
                    new LossTerm.Neighbours(1, 64, weighted("relu2_1")),
                    new LossTerm.Gram(1e4, LossTerm.GramNormalization.POSITIONS, weighted("relu1_1")));
            List<TestStyle> styles = List.of(new TestStyle(given.style, 3), new TestStyle(given.content, 1));
            Evaluation expected = TestObjectives.reference(recipe, weights, given.content, styles)
                    .at(given.picture);

            Evaluation found = CompiledObjectives.of(recipe, weights, Precision.FP32, given.content, styles)
                    .at(given.picture);

            assertLossesAgree(found, expected, 1e-5);
            assertThat(relativeDistance(found.gradient(), expected.gradient())).isLessThan(1e-5);
        }
    }

    @Test
    void twiceTheSameStyleIsThatStyle() {
        try (Case given = new Case(manager, new Shape(1, 3, 40, 56), new Shape(1, 3, 48, 44))) {
            Recipe recipe = named("twice", new LossTerm.Wasserstein(1, 1e-4, 12, weighted("relu2_1")));
            Evaluation expected = CompiledObjectives.of(recipe, weights, Precision.FP32, given.content, given.style)
                    .at(given.picture);

            Evaluation found = CompiledObjectives.of(
                            recipe,
                            weights,
                            Precision.FP32,
                            given.content,
                            List.of(new TestStyle(given.style, 2), new TestStyle(given.style, 5)))
                    .at(given.picture);

            assertLossesAgree(found, expected, 1e-5);
        }
    }

    @Test
    void worksOnTheSmallestPicture() {
        try (Case given = new Case(manager, new Shape(1, 3, 16, 17), new Shape(1, 3, 16, 16))) {
            Recipe recipe = Presets.named("d2l");
            Evaluation expected = TestObjectives.reference(recipe, weights, given.content, given.style)
                    .at(given.picture);
            for (Precision precision : PrecisionProbe.bestFirst(manager, KnownPrecisions.NONE)) {
                Evaluation found = CompiledObjectives.of(recipe, weights, precision, given.content, given.style)
                        .at(given.picture);
                assertLossesAgree(found, expected, precision == Precision.FP32 ? 1e-5 : 0.03);
            }
        }
    }

    @NeedsBfloat16
    @ParameterizedTest
    @MethodSource("recipes")
    void staysNearTheFormulasInBfloat16(Recipe recipe) {
        try (Case given = new Case(manager, new Shape(1, 3, 96, 128), new Shape(1, 3, 80, 112))) {
            Evaluation expected = TestObjectives.reference(recipe, weights, given.content, given.style)
                    .at(given.picture);

            Evaluation found = CompiledObjectives.of(recipe, weights, Precision.BF16, given.content, given.style)
                    .at(given.picture);

            assertLossesAgree(found, expected, 0.02);
            // Rounding changes which place of the style image is the nearest to some of the picture's.
            boolean isMatched = recipe.losses().stream().anyMatch(LossTerm.Neighbours.class::isInstance);
            assertThat(relativeDistance(found.gradient(), expected.gradient())).isLessThan(isMatched ? 0.2 : 0.1);
        }
    }

    @NeedsBfloat16
    @Test
    void seesSmallDifferencesBetweenGramMatricesInBfloat16() {
        // Near the end of a run G is nearly A, and bfloat16 has no room for the difference of two rounded numbers.
        try (Case given = new Case(manager, new Shape(1, 3, 96, 128), new Shape(1, 3, 96, 128))) {
            LossTerm.Gram style = (LossTerm.Gram) Presets.named("d2l").losses().get(1);
            Recipe recipe = named("style-only", style);
            NDArray near = given.style.add(given.picture.sub(given.content).mul(0.3f));
            Evaluation expected = TestObjectives.reference(recipe, weights, given.content, given.style)
                    .at(near);

            Evaluation found = CompiledObjectives.of(recipe, weights, Precision.BF16, given.content, given.style)
                    .at(near);

            assertLossesAgree(found, expected, 0.1);
        }
    }

    @Test
    void agreesWithTheOperatorsOfOtherDevices() {
        // What a GPU would run, as far as a CPU can tell.
        try (Case given = new Case(manager, new Shape(1, 3, 40, 56), new Shape(1, 3, 48, 44))) {
            for (Precision precision : PrecisionProbe.bestFirst(manager, KnownPrecisions.NONE)) {
                Evaluation expected = CompiledObjectives.of(
                                Presets.named("d2l"), weights, precision, given.content, given.style)
                        .at(given.picture);

                Evaluation found = CompiledObjectives.of(
                                Presets.named("d2l"),
                                weights,
                                precision,
                                Operators.ATEN,
                                given.content,
                                List.of(new TestStyle(given.style, 1)))
                        .at(given.picture);

                assertLossesAgree(found, expected, precision == Precision.FP32 ? 1e-5 : 2e-3);
                assertThat(relativeDistance(found.gradient(), expected.gradient()))
                        .isLessThan(precision == Precision.FP32 ? 1e-5 : 0.05);
            }
        }
    }

    @Test
    void twoThreadsAtATimeGetWhatEachGetsAlone() throws Exception {
        try (Case given = new Case(manager, new Shape(1, 3, 40, 56), new Shape(1, 3, 40, 56))) {
            Objective objective =
                    CompiledObjectives.of(Presets.named("d2l"), weights, Precision.FP32, given.content, given.style);
            float[] alone = objective.at(given.picture).gradient().toFloatArray();
            Callable<float[]> evaluation = () -> {
                try (NDManager scope = manager.newSubManager()) {
                    NDArray picture = given.picture.duplicate();
                    picture.attach(scope);
                    return objective.at(picture).gradient().toFloatArray();
                }
            };
            ExecutorService threads = Executors.newFixedThreadPool(2);
            try {
                for (Future<float[]> found : threads.invokeAll(Collections.nCopies(6, evaluation))) {
                    assertThat(found.get()).isEqualTo(alone);
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    @Test
    void leavesNothingBehindAStep() {
        try (Case given = new Case(manager, new Shape(1, 3, 32, 32), new Shape(1, 3, 32, 32))) {
            Objective objective = CompiledObjectives.of(
                    Presets.named("d2l"),
                    weights,
                    PrecisionProbe.bestFirst(manager, KnownPrecisions.NONE).get(0),
                    given.content,
                    given.style);
            int before = given.scope.getManagedArrays().size();
            for (int step = 0; step < 3; step++) {
                try (NDManager scope = given.scope.newSubManager()) {
                    given.picture.tempAttach(scope);
                    objective.at(given.picture);
                }
            }
            assertThat(given.scope.getManagedArrays()).hasSize(before);
        }
    }

    private static Recipe named(String name, LossTerm... losses) {
        return Presets.named("d2l").toBuilder()
                .name(name)
                .losses(List.of(losses))
                .build();
    }

    private static LossTerm variation(LossTerm.TotalVariationKind kind) {
        return new LossTerm.TotalVariation(2, kind);
    }

    private static Recipe inRgb(Recipe recipe) {
        return recipe.toBuilder()
                .variable(new Variable(Variable.Space.RGB, true, 0.9))
                .build();
    }

    private static List<LayerWeight> weighted(String... layers) {
        return List.of(layers).stream()
                .map(layer -> new LayerWeight(Layer.named(layer), 1.5))
                .toList();
    }
}
