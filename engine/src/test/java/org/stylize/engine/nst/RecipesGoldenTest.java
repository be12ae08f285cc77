package org.stylize.engine.nst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.stylize.engine.picture.PillowResampling;
import org.stylize.engine.picture.RgbImage;
import org.stylize.recipe.ImageSize;
import org.stylize.recipe.Layer;
import org.stylize.recipe.LayerWeight;
import org.stylize.recipe.LossTerm;
import org.stylize.recipe.LossTerm.GramNormalization;
import org.stylize.recipe.LossTerm.TotalVariationKind;
import org.stylize.recipe.Network;
import org.stylize.recipe.OptimizerSettings;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.RecipeBuilder;
import org.stylize.recipe.Resampling;
import org.stylize.recipe.Scales;
import org.stylize.recipe.Sizing;
import org.stylize.recipe.Variable;

/**
 * Parts of other recipes than the textbook's against PyTorch, each alone or with others in the first five steps of a run;
 * {@code src/test/python/recipes_golden.py} made the values, with the shipped weights.
 */
class RecipesGoldenTest extends OnShippedNetwork {
    private static final Variable RGB = new Variable(Variable.Space.RGB, false, 0);
    private static final OptimizerSettings ADAM = new OptimizerSettings.Adam(0.02, 0.9, 0.99, 1e-8);

    private static JsonNode cases;

    @BeforeAll
    static void open() throws IOException {
        cases = Golden.json("recipes.json").path("cases");
    }

    @Test
    void wassersteinLossOverTwoScalesWithTheOptimizersMemoryAndTheMeanOfAllPictures() throws IOException {
        LossTerm style = new LossTerm.Wasserstein(
                1, 1e-4, 12, layers(256.0 / 341, 64.0 / 341, 16.0 / 341, 4.0 / 341, 1.0 / 341));
        Recipe recipe = recipe(
                new Network(Network.Pooling.MAX, Network.Padding.REPLICATE_PICTURE, Network.Precision.FP32),
                style,
                0.06,
                new LossTerm.TotalVariation(2, TotalVariationKind.NINE_POINT),
                ADAM,
                2,
                new Variable(Variable.Space.RGB, true, 0.99),
                new Scales.Single());

        agrees("wasserstein", 0, recipe, List.of(new Scales.Scale(48, 3), new Scales.Scale(64, 2)));
    }

    @Test
    void lbfgsWithoutLineSearch() throws IOException {
        Recipe recipe = recipe(
                new Network(Network.Pooling.MAX, Network.Padding.ZERO, Network.Precision.FP32),
                new LossTerm.Gram(1e4, GramNormalization.CHANNELS_AND_POSITIONS, layers(1, 1, 1, 1, 1)),
                1,
                new LossTerm.TotalVariation(1, TotalVariationKind.L2_MEAN),
                new OptimizerSettings.Lbfgs(1, 10),
                5,
                RGB,
                new Scales.Single());

        agrees("lbfgs", 1, recipe, recipe.stages());
    }

    @Test
    void averagePoolingAndMirroredBorders() throws IOException {
        Recipe recipe = recipe(
                new Network(Network.Pooling.AVERAGE, Network.Padding.REFLECT, Network.Precision.FP32, 2),
                new LossTerm.Gram(0.1, GramNormalization.POSITIONS, layers(1, 1, 1, 1, 1)),
                1,
                new LossTerm.TotalVariation(0.01, TotalVariationKind.L2_SUM),
                ADAM,
                5,
                RGB,
                new Scales.Single());

        agrees("average-pooling", 2, recipe, recipe.stages());
    }

    @Test
    void l2PoolingAndRepeatedBorders() throws IOException {
        Recipe recipe = recipe(
                new Network(Network.Pooling.L2, Network.Padding.REPLICATE, Network.Precision.FP32, 0.78),
                new LossTerm.Gram(1e4, GramNormalization.CHANNELS_AND_POSITIONS, layers(1, 1, 1, 1, 1)),
                1,
                new LossTerm.TotalVariation(1, TotalVariationKind.L1_MEAN),
                ADAM,
                5,
                RGB,
                new Scales.Single());

        agrees("l2-pooling", 3, recipe, recipe.stages());
    }

    /** crowsonkb's style-transfer-pytorch of 2021 to 2023, at one scale. */
    @Test
    void scaledErrorsOfFeaturesAndOfSecondMoments() throws IOException {
        Recipe classic = Presets.named("crowsonkb-classic").toBuilder()
                .sizing(new Sizing.LongSide(64))
                .scales(new Scales.Single())
                .steps(5)
                .build();

        agrees("scaled-errors", 4, classic, classic.stages());
    }

    private static void agrees(String name, int gradientsBefore, Recipe recipe, List<Scales.Scale> scales)
            throws IOException {
        try (NDManager job = manager.newSubManager()) {
            JsonNode expected = cases.path(name);
            List<StepReport> reports = new ArrayList<>();
            StyleTransfer transfer = null;
            for (Scales.Scale scale : scales) {
                NDArray content = picture(job, "content.png", scale, recipe);
                Objective objective =
                        TestObjectives.reference(recipe, weights, content, picture(job, "style.png", scale, recipe));
                if (transfer == null) {
                    assertGradientAgrees(objective.at(content).gradient(), name, gradientsBefore);
                    transfer = new StyleTransfer(recipe, objective, content.duplicate());
                } else {
                    transfer = transfer.carriedTo(content.getShape(), job).at(scale, objective);
                }
                for (int step = 0; step < scale.steps(); step++) {
                    reports.add(transfer.step());
                }
            }
            JsonNode losses = expected.path("losses");
            assertThat(reports).hasSize(losses.size());
            for (StepReport report : reports) {
                assertLossesAgree(report, losses.get(report.number() - 1));
            }
            NDArray pastiche = Objects.requireNonNull(transfer).pastiche();
            assertThat((double) pastiche.mean().getFloat())
                    .isCloseTo(
                            expected.path("meanOfPastiche").asDouble(),
                            within(MachineTolerance.of(1e-5, scales.size() * recipe.steps())));
        }
    }

    private static void assertLossesAgree(StepReport report, JsonNode expected) {
        assertThat(report.losses()).hasSize(expected.size());
        for (LossValue loss : report.losses()) {
            double value = expected.path(loss.name().text()).asDouble(Double.NaN);
            assertThat((double) loss.value())
                    .as("%s at step %d", loss.name(), report.number())
                    .isCloseTo(value, within(Math.max(1e-7, MachineTolerance.of(1e-4, report.number()) * value)));
        }
    }

    private static void assertGradientAgrees(NDArray gradient, String name, int before) throws IOException {
        FloatBuffer all = Golden.floats("recipes-gradients.f32");
        float[] found = gradient.toFloatArray();
        // The first case begins at 48 x 36 pixels, the others at 64 x 48.
        all.position(before == 0 ? 0 : 3 * 48 * 36 + (before - 1) * 3 * 64 * 48);
        double product = 0;
        double squares = 0;
        double expectedSquares = 0;
        double difference = 0;
        for (float value : found) {
            double expected = all.get();
            product += value * expected;
            squares += (double) value * value;
            expectedSquares += expected * expected;
            difference += (value - expected) * (value - expected);
        }
        assertThat(product / Math.sqrt(squares * expectedSquares))
                .as("cosine of the first gradients of %s", name)
                .isGreaterThan(0.9999);
        assertThat(Math.sqrt(difference / expectedSquares))
                .as("distance of the first gradients of %s", name)
                .isLessThan(1e-3);
    }

    private static Recipe recipe(
            Network network,
            LossTerm style,
            double contentWeight,
            LossTerm variation,
            OptimizerSettings optimizer,
            int steps,
            Variable variable,
            Scales scales) {
        return new RecipeBuilder(
                        "golden",
                        new Sizing.LongSide(64),
                        List.of(
                                new LossTerm.Content(
                                        contentWeight, List.of(new LayerWeight(Layer.named("relu4_2"), 1))),
                                style,
                                variation),
                        optimizer,
                        steps)
                .resampling(Resampling.BICUBIC)
                .network(network)
                .variable(variable)
                .scales(scales)
                .build();
    }

    private static List<LayerWeight> layers(double... shares) {
        List<LayerWeight> layers = new ArrayList<>();
        for (double share : shares) {
            layers.add(new LayerWeight(new Layer(layers.size() + 1, 1, true), share));
        }
        return layers;
    }

    private static NDArray picture(NDManager job, String name, Scales.Scale scale, Recipe recipe) throws IOException {
        RgbImage image = Golden.picture(name);
        ImageSize size = recipe.contentSizeFor(image.size(), scale);
        return PictureSpace.of(recipe.variable().space())
                .of(job, PillowResampling.BICUBIC.resize(image, size).units(), size);
    }
}
