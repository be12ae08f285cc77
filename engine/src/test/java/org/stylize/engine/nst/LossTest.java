package org.stylize.engine.nst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.stylize.recipe.LossTerm.GramNormalization.CHANNELS_AND_POSITIONS;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stylize.recipe.Layer;
import org.stylize.recipe.LossTerm.SquaredError;
import org.stylize.recipe.LossTerm.TotalVariationKind;

/** Closed forms, and gradients against central differences in double precision. */
class LossTest {
    private static final Layer LAYER = Layer.named("relu1_1");
    private static final Shape SHAPE = new Shape(1, 3, 4, 5);
    private static final long SEED = 20_160_627;

    private final NDManager manager = NDManager.newBaseManager();
    private final NDArray target = random(SEED);

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void contentLossOfAConstantDifferenceIsItsSquare() {
        Loss loss = new ContentLoss(LAYER, SquaredError.MEAN, target, null);

        assertThat(valueOf(loss, target.add(3))).isCloseTo(9, within(1e-12));
        assertThat(valueOf(loss, target)).isZero();
    }

    /** 9 differences of 3: 9 · 9 / (9 · 3). */
    @Test
    void scaledErrorOfAConstantDifferenceIsItself() {
        Loss loss = new ContentLoss(LAYER, SquaredError.SCALED, target, null);

        assertThat(valueOf(loss, target.add(3))).isCloseTo(3, within(1e-7));
        assertThat(valueOf(loss, target)).isZero();
        assertThat(gradientOf(loss, target)).containsOnly(0d);
    }

    @Test
    void contentLossSeesWhereAFeatureLies() {
        assertThat(valueOf(new ContentLoss(LAYER, SquaredError.MEAN, target, null), target.flip(3)))
                .isGreaterThan(0.1);
    }

    @Test
    void styleLossDoesNotSeeWhereAFeatureLies() {
        Loss loss = styleLoss();

        assertThat(valueOf(loss, target)).isZero();
        assertThat(valueOf(loss, target.flip(3))).isCloseTo(0, within(1e-24));
    }

    @Test
    void styleLossTowardsNothingGrowsWithTheFourthPowerOfTheFeatures() {
        Loss loss = towards(manager.zeros(new Shape(3, 3), DataType.FLOAT64));

        assertThat(valueOf(loss, target.mul(2))).isCloseTo(16 * valueOf(loss, target), within(1e-9));
    }

    @Test
    void styleLossIsTheMeanSquareOfTheGramMatricesDifference() {
        NDArray maps = manager.ones(SHAPE, DataType.FLOAT64).mul(2); // each element of its matrix is 4 / 3
        Loss loss = towards(manager.ones(new Shape(3, 3), DataType.FLOAT64));

        assertThat(valueOf(loss, maps)).isCloseTo(1 / 9d, within(1e-12));
    }

    @Test
    void gradientOfContentLossIsThatOfItsDifferences() {
        assertGradientIsThatOfDifferences(new ContentLoss(LAYER, SquaredError.MEAN, target, null));
        assertGradientIsThatOfDifferences(new ContentLoss(LAYER, SquaredError.SCALED, target, null));
    }

    @Test
    void gradientOfStyleLossIsThatOfItsDifferences() {
        assertGradientIsThatOfDifferences(styleLoss());
    }

    @Test
    void momentLossOfAShiftAndAStretchIsTheirSquares() {
        StyleMeasure measure = new MomentLoss(1e-9);
        Loss loss = loss(measure.towards(measure.describe(CountedFeatures.of(target)), manager));
        NDArray deviations = target.reshape(3, 20)
                .sub(target.reshape(3, 20).mean(new int[] {1}, true))
                .square()
                .mean(new int[] {1});

        assertThat(valueOf(loss, target)).isCloseTo(0, within(1e-12));
        assertThat(valueOf(loss, target.add(3))).isCloseTo(9, within(1e-7));
        assertThat(valueOf(loss, target.flip(3))).isCloseTo(0, within(1e-12));
        // Twice as far from the mean: σ moves by σ.
        NDArray mean = target.reshape(3, 20).mean(new int[] {1}, true).reshape(1, 3, 1, 1);
        assertThat(valueOf(loss, target.mul(2).sub(mean)))
                .isCloseTo(deviations.mean().getDouble(), within(1e-6));
    }

    @Test
    void gradientOfMomentLossIsThatOfItsDifferences() {
        StyleMeasure measure = new MomentLoss(1e-5);

        assertGradientIsThatOfDifferences(loss(measure.towards(measure.describe(CountedFeatures.of(target)), manager)));
    }

    /** Two channels of two positions: (1, 4) and (5, 3) are to become (0, 2) and (7, 3). */
    @Test
    void histogramLossComparesFeaturesOfTheSameRank() {
        StyleMeasure measure = new HistogramLoss(2);
        NDArray style = manager.create(new double[] {2, 0, 7, 3}, new Shape(1, 2, 1, 2));
        NDArray maps = manager.create(new double[] {1, 4, 5, 3}, new Shape(1, 2, 1, 2));
        Loss loss = loss(measure.towards(measure.describe(CountedFeatures.of(style)), manager));

        assertThat(valueOf(loss, maps)).isCloseTo((1 + 4 + 4 + 0) / 4d, within(1e-12));
        assertThat(gradientOf(loss, maps)).containsExactly(0.5, 1, -1, 0);
    }

    /** Four positions towards quantiles 0 and 8 at ¼ and ¾: 0 at ⅛, 2 at ⅜, 6 at ⅝, 8 at ⅞. */
    @Test
    void histogramLossIsLinearBetweenQuantilesAndConstantBeyond() {
        StyleMeasure measure = new HistogramLoss(2);
        NDArray style = manager.create(new double[] {8, 0}, new Shape(1, 1, 1, 2));
        Loss loss = loss(measure.towards(measure.describe(CountedFeatures.of(style)), manager));

        assertThat(valueOf(loss, manager.create(new double[] {6, 0, 8, 2}, new Shape(1, 1, 2, 2))))
                .isCloseTo(0, within(1e-12));
        assertThat(valueOf(loss, manager.create(new double[] {6, 0, 8, 3}, new Shape(1, 1, 2, 2))))
                .isCloseTo(0.25, within(1e-12));
    }

    @Test
    void histogramLossDoesNotSeeWhereAFeatureLies() {
        StyleMeasure measure = new HistogramLoss(20);
        Loss loss = loss(measure.towards(measure.describe(CountedFeatures.of(target)), manager));

        assertThat(valueOf(loss, target)).isZero();
        assertThat(valueOf(loss, target.flip(3))).isZero();
        assertThat(valueOf(loss, target.add(3))).isCloseTo(9, within(1e-9));
    }

    /** Second moments and means can be equal where distributions are not. */
    @Test
    void histogramLossSeesMoreThanMoments() {
        NDArray two = manager.create(new double[] {-1, 1, -1, 1}, new Shape(1, 1, 2, 2));
        double root = Math.sqrt(2);
        NDArray three = manager.create(new double[] {-root, 0, 0, root}, new Shape(1, 1, 2, 2));
        StyleMeasure moments = new MomentLoss(1e-9);
        StyleMeasure histogram = new HistogramLoss(4);

        assertThat(valueOf(loss(moments.towards(moments.describe(CountedFeatures.of(three)), manager)), two))
                .isCloseTo(0, within(1e-12));
        assertThat(valueOf(loss(histogram.towards(histogram.describe(CountedFeatures.of(three)), manager)), two))
                .isGreaterThan(0.1);
    }

    @Test
    void gradientOfHistogramLossIsThatOfItsDifferences() {
        StyleMeasure measure = new HistogramLoss(7);

        assertGradientIsThatOfDifferences(loss(measure.towards(measure.describe(CountedFeatures.of(target)), manager)));
    }

    /** With so many rounds that the iteration has reached the root, whose gradient it is given. */
    @Test
    void gradientOfWassersteinLossIsThatOfItsDifferences() {
        StyleMeasure measure = new WassersteinLoss(1e-4, 30);
        NDArray style = random(SEED + 2);

        assertGradientIsThatOfDifferences(loss(measure.towards(measure.describe(CountedFeatures.of(style)), manager)));
    }

    @Test
    void histogramLossRefusesPositionsThatCountInPart() {
        NDArray maps = manager.ones(new Shape(1, 2, 1, 2), DataType.FLOAT64);
        NDArray half = manager.ones(new Shape(1, 1, 1, 2), DataType.FLOAT64).mul(0.5);

        assertThatThrownBy(() -> new HistogramLoss(2).describe(CountedFeatures.of(maps, half, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("count in part");
    }

    /** Normal distributions of one channel: (μ − μ₀)² + (σ − σ₀)². */
    @Test
    void wassersteinLossOfAShiftAndAStretchIsTheirSquares() {
        StyleMeasure measure = new WassersteinLoss(1e-12, 30);
        NDArray style = manager.create(new double[] {1, 3, 1, 3}, new Shape(1, 1, 2, 2));
        Loss loss = loss(measure.towards(measure.describe(CountedFeatures.of(style)), manager));

        assertThat(valueOf(loss, style)).isCloseTo(0, within(1e-10));
        assertThat(valueOf(loss, style.add(3))).isCloseTo(9, within(1e-10));
        assertThat(valueOf(loss, style.mul(3))).isCloseTo(16 + 4, within(1e-10));
    }

    /** Of two positions, after centring: (±1, 0) in the style. */
    @Test
    void neighbourLossIsOneMinusTheCosineAfterCentring() {
        Loss loss = towards(new NeighbourLoss(8), positions(2, 0, 0, 0));

        assertThat(valueOf(loss, positions(5, 1, 3, 1))).isCloseTo(0, within(1e-6));
        assertThat(valueOf(loss, positions(9, 4, 7, 2))).isCloseTo(1 - Math.sqrt(0.5), within(1e-6));
        assertThat(valueOf(loss, positions(0, 3, 0, 1))).isCloseTo(1, within(1e-6));
    }

    @Test
    void neighbourLossDoesNotSeeWhereAFeatureLies() {
        Loss loss = towards(new NeighbourLoss(200), target);

        assertThat(valueOf(loss, target)).isCloseTo(0, within(1e-4));
        assertThat(valueOf(loss, target.flip(3))).isCloseTo(valueOf(loss, target), within(1e-12));
        assertThat(valueOf(loss, random(SEED + 1))).isGreaterThan(0.01);
    }

    @Test
    void neighbourLossDoesNotSeePositionsThatDoNotCount() {
        StyleMeasure measure = new NeighbourLoss(8);
        StyleMeasure.Distance distance =
                measure.towards(measure.describe(CountedFeatures.of(positions(2, 0, 0, 0))), manager);
        NDArray maps = positions(9, 4, 7, 2, 100, -100);
        NDArray mask = manager.create(new double[] {0.5, 0.5, 0}, new Shape(1, 1, 1, 3));

        assertThat(distance.of(CountedFeatures.of(maps, mask, 1)).getDouble())
                .isCloseTo(1 - Math.sqrt(0.5), within(1e-6));
    }

    @Test
    void mixtureOfStylesHasSamplesOfEachByItsShare() {
        StyleMeasure measure = new NeighbourLoss(4);
        NDArray first = measure.describe(CountedFeatures.of(positions(1, 2, 3, 4, 5, 6)));
        NDArray second = measure.describe(CountedFeatures.of(positions(7, 8)));

        double[] mixture = measure.mixture(List.of(first, second), List.of(0.75, 0.25), manager)
                .toDoubleArray();

        // Sample i is position ⌊3 · frac(i·φ)⌋: 0, 1, 0, 2.
        assertThat(mixture).containsExactly(1, 2, 3, 4, 1, 2, 7, 8, 0.75 * 3 + 0.25 * 7, 0.75 * 4 + 0.25 * 8);
    }

    @Test
    void gradientOfNeighbourLossIsThatOfItsDifferences() {
        assertGradientIsThatOfDifferences(towards(new NeighbourLoss(30), target));
    }

    private Loss towards(StyleMeasure measure, NDArray style) {
        return loss(measure.towards(measure.describe(CountedFeatures.of(style)), manager));
    }

    /** Maps of two channels, position by position. */
    private NDArray positions(double... features) {
        NDArray rows = manager.create(features, new Shape(features.length / 2, 2));
        return rows.transpose().reshape(1, 2, 1, features.length / 2);
    }

    private static Loss loss(StyleMeasure.Distance distance) {
        return new StyleLoss(LAYER, List.of(new StyleLoss.Region(1, CountedFeatures::of, distance)));
    }

    @Test
    void gradientOfTotalVariationIsThatOfItsDifferences() {
        assertGradientIsThatOfDifferences(new TotalVariationLoss(TotalVariationKind.L1_MEAN));
        assertGradientIsThatOfDifferences(new TotalVariationLoss(TotalVariationKind.L2_REPLICATE));
    }

    @Test
    void gradientOfTotalVariationIsZeroWhereNeighboursAreEqual() {
        NDArray flat = manager.ones(SHAPE, DataType.FLOAT64).mul(0.5);

        assertThat(gradientOf(new TotalVariationLoss(TotalVariationKind.L1_MEAN), flat))
                .containsOnly(0d);
    }

    private Loss styleLoss() {
        return towards(GramMatrix.of(CountedFeatures.of(target), CHANNELS_AND_POSITIONS));
    }

    private Loss towards(NDArray gram) {
        return new StyleLoss(
                LAYER,
                List.of(new StyleLoss.Region(
                        1,
                        CountedFeatures::of,
                        new GramLoss(CHANNELS_AND_POSITIONS, SquaredError.MEAN).towards(gram, manager))));
    }

    private void assertGradientIsThatOfDifferences(Loss loss) {
        NDArray at = random(SEED + 1);

        double[] gradient = gradientOf(loss, at);

        double largest = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
        assertThat(largest).isGreaterThan(1e-4);
        double step = 1e-5;
        double[] values = at.toDoubleArray();
        for (int i = 0; i < values.length; i++) {
            int index = i;
            Function<Double, Double> moved = by -> {
                double[] copy = values.clone();
                copy[index] += by;
                return valueOf(loss, manager.create(copy, SHAPE));
            };
            double slope = (moved.apply(step) - moved.apply(-step)) / (2 * step);
            assertThat(gradient[i]).as("element %d, seed %d", i, SEED).isCloseTo(slope, within(1e-5 * largest));
        }
    }

    private double[] gradientOf(Loss loss, NDArray at) {
        NDArray variable = at.duplicate();
        variable.setRequiresGradient(true);
        try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
            collector.backward(loss.of(features(variable)));
            return variable.getGradient().toDoubleArray();
        }
    }

    private static double valueOf(Loss loss, NDArray at) {
        return loss.of(features(at)).getDouble();
    }

    /** The same array as picture and as feature maps. */
    private static Features features(NDArray array) {
        return new Features(array, Map.of(LAYER, array));
    }

    private NDArray random(long seed) {
        return manager.create(new Random(seed).doubles(SHAPE.size(), -1, 1).toArray(), SHAPE);
    }
}
