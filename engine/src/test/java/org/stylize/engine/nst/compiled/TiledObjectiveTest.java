package org.stylize.engine.nst.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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
import org.stylize.recipe.Network;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;

/** A picture in tiles has the losses and the gradient of the picture as a whole. */
class TiledObjectiveTest extends OnShippedNetwork {
    private static final long SEED = 11;

    private static CompiledBackEnd backEnd;

    @BeforeAll
    static void open() {
        backEnd = CompiledBackEnd.on(manager, weights);
        System.out.println("seed of the pictures: " + SEED);
    }

    static Stream<Arguments> cases() {
        Recipe d2l = Presets.named("d2l");
        Recipe balanced = Presets.named("balanced");
        LossTerm variation = new LossTerm.TotalVariation(3, LossTerm.TotalVariationKind.NINE_POINT);
        Recipe both = losses(
                d2l,
                new LossTerm.Content(0.5, weighted("relu2_1", "conv3_2")),
                variation,
                new LossTerm.Gram(1e4, LossTerm.GramNormalization.CHANNELS_AND_POSITIONS, weighted("relu1_1")),
                new LossTerm.Gram(0.1, LossTerm.GramNormalization.POSITIONS, weighted("conv2_1", "relu2_1")),
                new LossTerm.Gram(1e-6, LossTerm.GramNormalization.NOTHING, weighted("relu2_1")));
        Recipe scaled = losses(
                d2l,
                new LossTerm.Content(0.5, LossTerm.SquaredError.SCALED, weighted("conv3_2")),
                new LossTerm.Gram(
                        1,
                        LossTerm.GramNormalization.POSITIONS,
                        LossTerm.SquaredError.SCALED,
                        weighted("relu1_1", "relu2_1")));
        return Stream.of(
                Arguments.of(d2l, 97, 131, 64),
                Arguments.of(scaled, 97, 131, 64),
                Arguments.of(d2l, 200, 150, 96),
                Arguments.of(d2l, 65, 48, 16),
                Arguments.of(balanced, 150, 119, 64),
                Arguments.of(both, 70, 133, 48),
                Arguments.of(losses(d2l, variation), 40, 60, 32),
                Arguments.of(variations(d2l), 40, 60, 32),
                Arguments.of(network(d2l, Network.Pooling.AVERAGE, Network.Padding.REFLECT), 97, 131, 64),
                Arguments.of(network(d2l, Network.Pooling.L2, Network.Padding.REPLICATE), 75, 130, 48),
                Arguments.of(network(both, Network.Pooling.MAX, Network.Padding.REPLICATE_PICTURE), 97, 60, 32));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void tilesGiveTheLossesAndTheGradientOfTheWhole(Recipe recipe, int height, int width, int side) {
        try (Case given = new Case(height, width)) {
            Evaluation expected = given.at(recipe, Precision.FP32, PreparedRecipe.WHOLE_PICTURE);

            Evaluation found = given.at(recipe, Precision.FP32, side);

            assertThat(found.losses()).hasSameSizeAs(expected.losses());
            for (int i = 0; i < expected.losses().size(); i++) {
                double value = expected.losses().get(i).value();
                assertThat(found.losses().get(i).name())
                        .isEqualTo(expected.losses().get(i).name());
                assertThat((double) found.losses().get(i).value())
                        .as("%s", expected.losses().get(i).name())
                        .isCloseTo(value, within(1e-5 * Math.abs(value)));
            }
            assertThat(largestDifference(found.gradient(), expected.gradient())).isLessThan(1e-5);
        }
    }

    @NeedsBfloat16
    @Test
    void tilesOfBfloat16AreNoWorseThanTheWhole() {
        Recipe recipe = Presets.named("d2l");
        try (Case given = new Case(100, 140)) {
            Evaluation exact = given.at(recipe, Precision.FP32, PreparedRecipe.WHOLE_PICTURE);
            double whole = relativeDistance(given.at(recipe, Precision.BF16, PreparedRecipe.WHOLE_PICTURE), exact);

            Evaluation found = given.at(recipe, Precision.BF16, 64);

            assertThat(relativeDistance(found, exact)).isLessThan(1.1 * whole);
            for (int i = 0; i < exact.losses().size(); i++) {
                double value = exact.losses().get(i).value();
                assertThat((double) found.losses().get(i).value()).isCloseTo(value, within(0.02 * Math.abs(value)));
            }
        }
    }

    @Test
    void leavesNothingBehindAStep() {
        try (Case given = new Case(64, 48)) {
            Objective objective = given.objective(Presets.named("d2l"), Precision.FP32, 32);
            int before = given.scope.getManagedArrays().size();
            for (int i = 0; i < 2; i++) {
                try (NDManager step = given.scope.newSubManager()) {
                    given.picture.tempAttach(step);
                    objective.at(given.picture);
                }
            }
            assertThat(given.scope.getManagedArrays()).hasSize(before);
        }
    }

    private static Recipe network(Recipe recipe, Network.Pooling pooling, Network.Padding padding) {
        return recipe.toBuilder()
                .network(new Network(pooling, padding, Network.Precision.FP32, 1.5))
                .build();
    }

    private static Recipe losses(Recipe recipe, LossTerm... losses) {
        return recipe.toBuilder().losses(List.of(losses)).build();
    }

    /** One layer and all kinds of total variation, which tiles compute colour by colour. */
    private static Recipe variations(Recipe recipe) {
        LossTerm layer = new LossTerm.Content(1, weighted("relu1_1"));
        Stream<LossTerm> kinds =
                Stream.of(LossTerm.TotalVariationKind.values()).map(kind -> new LossTerm.TotalVariation(3, kind));
        return losses(recipe, Stream.concat(Stream.of(layer), kinds).toArray(LossTerm[]::new));
    }

    private static List<LayerWeight> weighted(String... layers) {
        return Stream.of(layers)
                .map(layer -> new LayerWeight(Layer.named(layer), 1.5))
                .toList();
    }

    /** max |a − b| / max |b|. */
    private static double largestDifference(NDArray a, NDArray b) {
        return a.sub(b).abs().max().getFloat() / b.abs().max().getFloat();
    }

    /** ‖a − b‖ / ‖b‖ of the gradients. */
    private static double relativeDistance(Evaluation a, Evaluation b) {
        return a.gradient().sub(b.gradient()).norm().getFloat()
                / b.gradient().norm().getFloat();
    }

    /** Smooth pictures with some noise, from the seed. */
    private static final class Case implements AutoCloseable {
        private final NDManager scope = manager.newSubManager();
        private final Random random = new Random(SEED);
        private final NDArray content;
        private final NDArray style;
        private final NDArray picture;

        Case(int height, int width) {
            content = waves(height, width, 0.15);
            style = waves(75, 101, 0.9);
            picture = content.add(waves(height, width, 0.4).mul(0.3f));
        }

        Objective objective(Recipe recipe, Precision precision, int tileSidePixels) {
            return TestObjectives.of(
                    backEnd,
                    recipe.withPrecision(precision.choice()),
                    content,
                    List.of(new TestStyle(style, 1)),
                    Regions.NONE,
                    tileSidePixels);
        }

        Evaluation at(Recipe recipe, Precision precision, int tileSidePixels) {
            return objective(recipe, precision, tileSidePixels).at(picture);
        }

        private NDArray waves(int height, int width, double frequency) {
            float[] values = new float[3 * height * width];
            for (int i = 0; i < values.length; i++) {
                int colour = i / (height * width);
                int row = i / width % height;
                values[i] =
                        (float) (Math.sin(frequency * (row + 2 * (i % width)) + colour) + 0.2 * random.nextGaussian());
            }
            return scope.create(values, new Shape(1, 3, height, width));
        }

        @Override
        public void close() {
            scope.close();
        }
    }
}
