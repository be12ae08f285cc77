package org.stylize.recipe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The recipes that have names. */
public final class Presets {
    private static final Network AUTO = new Network(Network.Pooling.MAX, Network.Padding.ZERO, Network.Precision.AUTO);
    private static final List<LayerWeight> FIVE_LAYERS = weighted(1, 1, 1, 1, 1);

    /** The textbook's: Dive into Deep Learning 1.0, section 14.12, as its PyTorch code runs. */
    private static final Recipe D2L = new RecipeBuilder(
                    "d2l",
                    new Sizing.Exact(450, 300),
                    List.of(
                            // The code names convolutions, but the ReLU behind each works in place, so their rectified
                            // maps are what it compares; only conv5_1, the last layer of its network, has none behind
                            // it.
                            new LossTerm.Content(1, LayerWeight.equal("relu4_4")),
                            new LossTerm.Gram(
                                    1e4,
                                    LossTerm.GramNormalization.CHANNELS_AND_POSITIONS,
                                    LayerWeight.equal("relu1_1", "relu2_1", "relu3_1", "relu4_1", "conv5_1")),
                            new LossTerm.TotalVariation(10, LossTerm.TotalVariationKind.L1_MEAN)),
                    new OptimizerSettings.Adam(0.3, 0.9, 0.999, 1e-8),
                    500)
            .schedule(new Schedule.StepDecay(50, 0.8))
            .rounding(Rounding.TRUNCATE)
            .balance(new Balance.Weights(0.026))
            .build();

    /**
     * Reaches the textbook's losses in 220 steps. Style weighs 1.4 times as much as in the textbook, because in so few
     * steps the style loss falls last. Measured with the textbook's weights, the total ends lower.
     */
    private static final Recipe D2L_FAST = D2L.toBuilder()
            .name("d2l-fast")
            .losses(List.of(
                    D2L.losses().get(0),
                    new LossTerm.Gram(
                            1.4e4,
                            LossTerm.GramNormalization.CHANNELS_AND_POSITIONS,
                            LayerWeight.equal("relu1_1", "relu2_1", "relu3_1", "relu4_1", "conv5_1")),
                    D2L.losses().get(2)))
            .network(AUTO)
            .optimizer(new OptimizerSettings.Lbfgs(
                    1, 20, OptimizerSettings.LineSearch.NONE, 0.1, new OptimizerSettings.Smoothing(1.5, 200)))
            .schedule(Schedule.CONSTANT)
            .steps(220)
            .balance(new Balance.Weights(0.021))
            .build();

    /** The textbook's code for MXNet: its network has no ReLU that works in place. */
    private static final Recipe D2L_MXNET = D2L.toBuilder()
            .name("d2l-mxnet")
            .resampling(Resampling.POINT_BILINEAR)
            .losses(List.of(
                    new LossTerm.Content(1, LayerWeight.equal("conv4_4")),
                    new LossTerm.Gram(
                            1e4,
                            LossTerm.GramNormalization.CHANNELS_AND_POSITIONS,
                            LayerWeight.equal("conv1_1", "conv2_1", "conv3_1", "conv4_1", "conv5_1")),
                    new LossTerm.TotalVariation(10, LossTerm.TotalVariationKind.L1_MEAN)))
            .optimizer(D2L.optimizer().withLearningRate(0.9))
            .rounding(Rounding.NEAREST)
            .balance(new Balance.Weights(0.41))
            .build();

    /**
     * Gatys, Ecker and Bethge (2016), as their notebook runs it: every step is one evaluation. The style weight is 10³
     * on the authors' network, and was chosen again for this one.
     */
    private static final Recipe GATYS = new RecipeBuilder(
                    "gatys",
                    new Sizing.LongSide(512),
                    List.of(
                            new LossTerm.Content(1, LayerWeight.equal("relu4_2")),
                            new LossTerm.Gram(1e5, LossTerm.GramNormalization.CHANNELS_AND_POSITIONS, FIVE_LAYERS)),
                    new OptimizerSettings.Lbfgs(1, 100),
                    500)
            .balance(new Balance.Weights(0.044))
            .build();

    /**
     * jcjohnson's neural-style. It uses the original network; our activations are s times as large in each layer, so
     * its losses are ours divided by s² (content) and s⁴ (style), and its pixels are 256 times ours. All weights are
     * divided by a million, which changes no direction.
     */
    private static final Recipe JOHNSON = new RecipeBuilder(
                    "johnson",
                    new Sizing.LongSide(512),
                    List.of(
                            new LossTerm.Content(5, List.of(new LayerWeight(Layer.named("relu4_2"), 0.576663))),
                            new LossTerm.Gram(
                                    100,
                                    LossTerm.GramNormalization.CHANNELS_AND_POSITIONS,
                                    weighted(3.817472, 2873.824, 3714.975, 703495.0, 3.507659)),
                            new LossTerm.TotalVariation(6.5536e-5, LossTerm.TotalVariationKind.L2_SUM)),
                    new OptimizerSettings.Lbfgs(1, 100),
                    1000)
            .start(Start.GREY)
            .variable(new Variable(Variable.Space.RGB, false, 0))
            .balance(new Balance.Weights(0.019))
            .build();

    /**
     * crowsonkb's style-transfer-pytorch. Its content weight is 0.015 on another network, and was chosen again for this
     * one.
     */
    private static final Recipe CROWSONKB = coarseToFine(
            "crowsonkb",
            512,
            new Network(Network.Pooling.MAX, Network.Padding.REPLICATE_PICTURE, Network.Precision.FP32),
            adam(0.02),
            1000,
            500,
            0.99);

    /**
     * The same program from 2021 to 2023: Gram matrices, and errors that are scaled so that all gradients have about
     * the same size. It has the program's own weights.
     */
    private static final Recipe CROWSONKB_CLASSIC = CROWSONKB.toBuilder()
            .name("crowsonkb-classic")
            .losses(List.of(
                    new LossTerm.Content(0.015, LossTerm.SquaredError.SCALED, LayerWeight.equal("relu4_2")),
                    new LossTerm.Gram(
                            1,
                            LossTerm.GramNormalization.POSITIONS,
                            LossTerm.SquaredError.SCALED,
                            weighted(256.0 / 341, 64.0 / 341, 16.0 / 341, 4.0 / 341, 1.0 / 341)),
                    new LossTerm.TotalVariation(2, LossTerm.TotalVariationKind.L2_REPLICATE)))
            .balance(new Balance.Weights(0.026))
            .build();

    /**
     * The same losses in a twentieth of the steps. The coarsest scale has twice as many as the others: with a low
     * strength, fewer steps leave much of the style loss. The history is short, because a longer one gains nothing and
     * needs memory.
     */
    private static final Recipe BALANCED = coarseToFine(
            "balanced",
            256,
            AUTO,
            new OptimizerSettings.Lbfgs(
                    1, 5, OptimizerSettings.LineSearch.NONE, 0.02, OptimizerSettings.Smoothing.NONE),
            50,
            25,
            0);

    /**
     * Without relu4_1 and relu5_1, whose matrices are the largest and have the lowest weights. The deepest remaining
     * layer is the content's, so the network ends before its last block.
     */
    private static final Recipe FAST = coarseToFine("fast", 256, AUTO, adam(0.1), 40, 24, 0.7).toBuilder()
            .losses(coarseToFineLosses(weighted(256.0 / 341, 64.0 / 341, 16.0 / 341)))
            .schedule(new Schedule.StepDecay(3, 0.85))
            .build();

    /** The rate starts higher and falls at every scale. */
    private static final Recipe QUALITY = coarseToFine("quality", 512, AUTO, adam(0.05), 150, 100, 0.9).toBuilder()
            .schedule(new Schedule.StepDecay(12, 0.85))
            .build();

    private static final Map<String, Recipe> BY_NAME =
            byName(BALANCED, FAST, QUALITY, D2L, D2L_FAST, CROWSONKB, CROWSONKB_CLASSIC, GATYS, JOHNSON, D2L_MXNET);

    private static final Map<String, String> DESCRIPTIONS = Map.of(
            "d2l",
            "The textbook's recipe (Dive into Deep Learning, 14.12): 450 x 300 pixels, Gram matrices of five layers,"
                    + " Adam, 500 steps.",
            "d2l-fast",
            "The textbook's losses in 220 steps or fewer, with broader areas of colour: smoothed L-BFGS instead of Adam.",
            "d2l-mxnet",
            "The textbook's MXNet code: as d2l, but layers before their ReLU and three times the learning rate.",
            "balanced",
            "Painterly, with a clear content and no grain: Wasserstein distances, from 128 to 256 pixels.",
            "fast",
            "As balanced in about half the time, with finer strokes and more of the photograph.",
            "quality",
            "As balanced, up to 512 pixels and with more steps; takes many times as long.",
            "crowsonkb",
            "style-transfer-pytorch: Wasserstein distances, 128 to 512 pixels, 3000 steps; slow.",
            "crowsonkb-classic",
            "style-transfer-pytorch as it was until 2023: Gram matrices, 128 to 512 pixels, 3000 steps; slow.",
            "gatys",
            "The paper (Gatys, Ecker and Bethge, 2016) as its authors' notebook: L-BFGS, 500 steps; slow.",
            "johnson",
            "neural-style by jcjohnson: begins with grey noise, L-BFGS, 1000 steps; slow.");

    private Presets() {}

    /** Names of all presets, the most useful first. */
    public static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    /**
     * The preset of that name.
     *
     * @throws InvalidRecipeException if there is none, naming the nearest
     */
    public static Recipe named(String name) {
        Recipe recipe = BY_NAME.get(name);
        if (recipe == null) {
            throw new InvalidRecipeException("preset", "is unknown: " + UnknownName.of(name, names()));
        }
        return recipe;
    }

    /**
     * A sentence or two on that preset, for people.
     *
     * @throws InvalidRecipeException if there is none of that name
     */
    public static String description(String name) {
        String description = DESCRIPTIONS.get(named(name).name());
        if (description == null) {
            throw new IllegalStateException("preset " + name + " has no description");
        }
        return description;
    }

    private static Recipe coarseToFine(
            String name,
            int longSidePixels,
            Network network,
            OptimizerSettings optimizer,
            int coarsestSteps,
            int steps,
            double averageDecay) {
        return new RecipeBuilder(
                        name,
                        new Sizing.LongSide(longSidePixels),
                        coarseToFineLosses(weighted(256.0 / 341, 64.0 / 341, 16.0 / 341, 4.0 / 341, 1.0 / 341)),
                        optimizer,
                        steps)
                .resampling(Resampling.BICUBIC)
                .network(network)
                .variable(new Variable(Variable.Space.RGB, true, averageDecay))
                .scales(new Scales.CoarseToFine(128, coarsestSteps))
                .balance(new Balance.Weights(0.1))
                .build();
    }

    private static OptimizerSettings adam(double learningRate) {
        return new OptimizerSettings.Adam(learningRate, 0.9, 0.99, 1e-8);
    }

    private static List<LossTerm> coarseToFineLosses(List<LayerWeight> style) {
        return List.of(
                new LossTerm.Content(0.06, LayerWeight.equal("relu4_2")),
                new LossTerm.Wasserstein(1, 1e-4, 12, style),
                new LossTerm.TotalVariation(2, LossTerm.TotalVariationKind.NINE_POINT));
    }

    /** relu1_1, relu2_1 and so on with these weights, as many as there are. */
    private static List<LayerWeight> weighted(double... weights) {
        List<LayerWeight> layers = new ArrayList<>();
        for (double weight : weights) {
            layers.add(new LayerWeight(new Layer(layers.size() + 1, 1, true), weight));
        }
        return List.copyOf(layers);
    }

    private static Map<String, Recipe> byName(Recipe... recipes) {
        Map<String, Recipe> map = new LinkedHashMap<>();
        for (Recipe recipe : recipes) {
            map.put(recipe.name(), recipe);
        }
        return map;
    }
}
